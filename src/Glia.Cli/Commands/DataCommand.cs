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
        var targets = new Option<string?>("--targets") { Description = "The columns or the array to learn.", HelpName = "a,b" };
        var inputs = new Option<string?>("--inputs")
        {
            Description = "The columns or the array that go in; all that say something by default.",
            HelpName = "a,b",
        };
        var drop = new Option<string?>("--drop") { Description = "The columns of a table to leave out.", HelpName = "a,b" };
        var columns = new Option<string?>("--columns")
        {
            Description = "What columns hold: number, category, date or drop.",
            HelpName = "zip=category",
        };
        var header = new Option<string?>("--header")
        {
            Description = "Whether the first line of a table holds names: yes or no.",
            HelpName = "no",
        }.OneOf("yes", "no");
        var weight = new Option<string?>("--sample-weight")
        {
            Description = "The column or the array with what the loss of each row is multiplied by; it is no input.",
            HelpName = "NAME",
        };
        command.Add(source);
        foreach (Option option in (Option[])[output, targets, inputs, drop, columns, header, weight]) command.Add(option);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(source), parsed.GetRequiredValue(output),
            new ExperimentOverrides
            {
                Targets = parsed.GetValue(targets) is { } learned ? NameList.Split(learned) : null,
                Inputs = parsed.GetValue(inputs) is { } taken ? NameList.Split(taken) : null,
                Drop = parsed.GetValue(drop) is { } dropped ? NameList.Split(dropped) : null,
                Columns = parsed.GetValue(columns) is { } kinds ? NameList.Kinds(kinds) : null,
                Header = parsed.GetValue(header) is { } first ? first == "yes" : null,
                SampleWeight = parsed.GetValue(weight),
            }));
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
        using (var live = new WritingLine(terminal, data.Rows, data.RowsAre))
        using (terminal.Signals?.Hold())
        {
            try
            {
                DataWriting.Write(output, data, live, terminal.Interrupted);
            }
            catch (OperationCanceledException)
            {
                live.Clear();
                terminal.Errors.WriteLine($"{output} was not written: it was ended before it was whole.");
                return terminal.Signals?.ExitCode ?? CommandLine.BadInput;
            }
        }
        terminal.Plain.WriteLine($"{data.Rows:N0} {data.RowsAre} of {data.Inputs.Shape} numbers are in {output}; " +
            $"glia train {output} learns from them.");
        return 0;
    }
}
