using Glia.Cli.Screen;
using Glia.Experiments;
using Glia.Report;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary>The report that a run leaves where one was asked for.</summary>
/// <param name="Path">The file; null for one in the run folder.</param>
internal sealed record ReportFile(string? Path)
{
    /// <summary>Refuses a name that is none of a report, before anything is trained.</summary>
    /// <exception cref="GliaException">It is none.</exception>
    public void Check()
    {
        if (Path is not null) ReportDocument.Check(Path);
    }

    /// <summary>Writes it, and says where it is. A report that cannot be written loses no run.</summary>
    /// <param name="terminal">Hears why it cannot be written.</param>
    /// <param name="said">Hears where it is.</param>
    /// <param name="folder">The run folder.</param>
    public void Write(Terminal terminal, Terminal said, string folder)
    {
        string file = Path ?? System.IO.Path.Combine(folder, RunFolder.ReportFile);
        try
        {
            Reports.OfRun(RecordedRun.Read(folder)).Write(file);
            said.Screen.WriteLine(NextStep.ToLookAt(file));
        }
        catch (GliaException error)
        {
            terminal.Errors.WriteLine($"{error.Message} The run is whole: glia report {NextStep.Word(folder)} makes its report.");
        }
    }
}
