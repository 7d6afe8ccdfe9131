using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Programs.Running;

namespace Glia.Programs.Mending;

/// <summary>Writes a program with some lines changed into a folder of its own; the program itself is only read.</summary>
/// <param name="python">The Python that the program was run with.</param>
/// <param name="folder">The folder for what is written.</param>
internal sealed class ProgramMender(string python, string folder)
{
    // Reading and writing a file of a few hundred lines. A convention.
    private const int MostMilliseconds = 20_000;

    private int _written;

    /// <summary>The program with the lines that some orders ask for; null where one of them cannot be carried out.</summary>
    public MendedProgram? Mend(string program, JsonArray orders)
    {
        string recorder = Path.Combine(folder, "recorder"), mended = Path.Combine(folder, $"mended{++_written}.py");
        if (!Directory.Exists(recorder)) RecorderFiles.Unpack(recorder);
        var start = new ProcessStartInfo(python, [Path.Combine(recorder, "mend.py"), program, mended])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(orders.ToJsonString());
        process.StandardInput.Close();
        process.BeginErrorReadLine();
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(MostMilliseconds)) process.Kill(entireProcessTree: true);
        string lines = said.GetAwaiter().GetResult();
        return string.IsNullOrWhiteSpace(lines)
            ? null
            : new MendedProgram(mended, JsonSerializer.Deserialize(lines, LineChangeJson.Default.LineChangeArray)!);
    }
}
