using System.CommandLine;
using Glia.Experiments;

namespace Glia.Cli.Commands;

/// <summary>The flags that say what the columns of data are, the same wherever data are opened to be learned from.</summary>
internal sealed class DataFlags
{
    /// <summary>What is learned.</summary>
    public Option<string?> Targets { get; } =
        new("--targets") { Description = "The columns or the array to learn.", HelpName = "a,b" };

    /// <summary>What the loss of each row counts.</summary>
    public Option<string?> Weight { get; } = new("--sample-weight")
    {
        Description = "The column or the array with what the loss of each row is multiplied by; it is no input.",
        HelpName = "NAME",
    };

    /// <summary>What goes in.</summary>
    public Option<string?> Inputs { get; } =
        new("--inputs") { Description = "The columns or the array that go in; all that say something by default.", HelpName = "a,b" };

    /// <summary>What is left out.</summary>
    public Option<string?> Drop { get; } = new("--drop")
    {
        Description = "The columns of a table to leave out. Here and above a name with a comma in it stands in quotes: " +
            "'\"name, first\",age'.",
        HelpName = "a,b",
    };

    /// <summary>What columns hold.</summary>
    public Option<string?> Columns { get; } =
        new("--columns") { Description = "What columns hold: number, category, date or drop.", HelpName = "zip=category" };

    /// <summary>Whether the first line is names.</summary>
    public Option<string?> Header { get; } = new Option<string?>("--header")
    {
        Description = "Whether the first line of a table holds names: yes or no.",
        HelpName = "no",
    }.OneOf("yes", "no");

    /// <summary>What was said of the columns, and of nothing else.</summary>
    /// <exception cref="GliaException">The columns are no list of kinds.</exception>
    public ExperimentOverrides Read(ParseResult parsed) => new()
    {
        Targets = parsed.GetValue(Targets) is { } targets ? NameList.Split(targets) : null,
        SampleWeight = parsed.GetValue(Weight),
        Inputs = parsed.GetValue(Inputs) is { } inputs ? NameList.Split(inputs) : null,
        Drop = parsed.GetValue(Drop) is { } drop ? NameList.Split(drop) : null,
        Columns = parsed.GetValue(Columns) is { } columns ? NameList.Kinds(columns) : null,
        Header = parsed.GetValue(Header) is { } header ? header == "yes" : null,
    };
}
