using System.Diagnostics;
using System.Globalization;
using System.Text;
using Glia.Programs.Tapes;

namespace Glia.Programs.Running;

/// <summary>Runs a program under the recorder, in its own folder, and ends whatever it started.</summary>
internal static class ProgramRun
{
    // The recorder ends the program by itself; where it cannot, it is ended so many seconds later. A convention.
    private const int Grace = 30;

    // What a program prints is kept up to here: nobody reads more, and a loop prints gigabytes. A convention.
    private const int MostCharacters = 1 << 20;

    /// <summary>Runs it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="mended">The file whose text is run in the program's place, as if it were it; null for the program as it is.</param>
    /// <param name="plain">Whether its own numbers are watched, although it multiplies arrays somewhere.</param>
    /// <param name="tensors">Whether PyTorch's tensors are watched as arrays are.</param>
    /// <returns>What was recorded, null if nothing was; what the program wrote; and the Python that ran it.</returns>
    /// <exception cref="GliaException">There is no such file, or no Python.</exception>
    /// <exception cref="OperationCanceledException">It was ended by <see cref="ProgramOptions.CancellationToken"/>.</exception>
    public static (Tape? Tape, string Output, string Python) Run(string program, ProgramOptions options, string? mended = null,
        bool plain = false, bool tensors = false)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        if (!File.Exists(program)) throw new GliaException($"There is no program {program}; check the name.");
        string folder = Directory.CreateTempSubdirectory("glia-program-").FullName;
        try
        {
            string tape = Path.Combine(folder, "tape.zip"), recorder = Path.Combine(folder, "recorder");
            string file = RecorderFiles.Unpack(recorder), python = Running.Python.Find(program, options.Python, recorder, options.Remarks);
            ProcessStartInfo start = Start(python, file, tape, program, options);
            if (options.WriteMnist is { } write)
            {
                string offered = Path.Combine(folder, "mnist.npz");
                write(offered);
                start.Environment["GLIA_OFFERED"] = offered;
            }
            if (options.Prove) start.Environment["GLIA_CURVE"] = "1";
            if (plain) start.Environment["GLIA_PLAIN"] = "1";
            if (tensors) start.Environment["GLIA_TENSORS"] = "1";
            if (mended is not null) start.Environment["GLIA_MENDED"] = mended;
            string output = Run(start, options);
            return (File.Exists(tape) ? TapeReader.Read(tape) : null, output, python);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ProcessStartInfo Start(string python, string recorder, string tape, string program, ProgramOptions options)
    {
        string full = Path.GetFullPath(program);
        var start = new ProcessStartInfo(python)
        {
            WorkingDirectory = options.Folder ?? Path.GetDirectoryName(full)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        // Nothing is left beside the program.
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (string argument in (string[])[recorder, tape, options.Seconds.ToString(CultureInfo.InvariantCulture),
            options.SecondsBefore.ToString(CultureInfo.InvariantCulture), options.Megabytes.ToString(CultureInfo.InvariantCulture), full,
            .. options.Arguments]) start.ArgumentList.Add(argument);
        return start;
    }

    private static string Run(ProcessStartInfo start, ProgramOptions options)
    {
        var output = new StringBuilder();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenRegistration ended = options.CancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var most = TimeSpan.FromSeconds(options.SecondsBefore + (4 * options.Seconds) + Grace);
        if (!process.WaitForExit(most)) process.Kill(entireProcessTree: true);
        // What the program started and left behind holds its output open: it is waited for a moment, not for ever.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            process.WaitForExitAsync(soon.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.CancelOutputRead();
            process.CancelErrorRead();
        }
        options.CancellationToken.ThrowIfCancellationRequested();
        lock (output) return output.ToString();

        void Keep(string? line)
        {
            if (line is null) return;
            lock (output)
            {
                options.Echo?.WriteLine(line);
                if (output.Length < MostCharacters) output.AppendLine(line);
            }
        }
    }
}
