using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Experiments;

namespace Glia.Cli.Commands;

/// <summary><c>glia data</c>: data of any kind as arrays that are used where they lie.</summary>
internal static class DataCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "data";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Writes data of any kind as numpy arrays, once, so that training reads them from the disk.");
        if (!complete) return command;
        var source = new Argument<string>("SOURCE")
        {
            Description = "What glia train takes as data: a table (.csv, .jsonl, .parquet), images, .npz, IDX, openml:NAME, mnist.",
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write: .npz with inputs, targets and names in it, or .npy with targets (.y.npy) and names " +
                "(.names.npz) beside it.",
            HelpName = "OUT",
            Required = true,
        };
        var columns = new DataFlags();
        command.Add(source);
        foreach (Option option in (Option[])
            [output, columns.Targets, columns.Inputs, columns.Drop, columns.Columns, columns.Header, columns.Weight]) command.Add(option);
        command.SetAction(parsed =>
            Run(terminal(), parsed.GetRequiredValue(source), parsed.GetRequiredValue(output), columns.Read(parsed)));
        Examples.Attach(command, """
            glia data big.csv -o big.npz
            glia data big.parquet --targets price --drop id -o big.npy
            glia data pets/ -o pets.npz
            """);
        return command;
    }

    private static int Run(Terminal terminal, string source, string output, ExperimentOverrides overrides)
    {
        StandardInput.Refuse(source);
        LoadedData data = Subjects.Sources.Open(overrides.DataOf(source), folder: null);
        foreach (string note in data.Notes) terminal.Errors.WriteLine(note);
        int? ended = WritingLine.Follow(terminal, output, data.Rows, data.RowsAre,
            live => DataWriting.Write(output, data, live, terminal.Interrupted));
        if (ended is { } code) return code;
        terminal.Plain.WriteLine($"{data.Rows:N0} {data.RowsAre} of {data.Inputs.Shape} numbers are in {output}; " +
            $"glia train {output} learns from them.");
        return 0;
    }
}
