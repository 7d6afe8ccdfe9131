namespace Glia.Report.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="X">Where its points lie, ascending.</param>
/// <param name="Y">Their values; those that are not finite are gaps.</param>
internal sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Its look, from 1: colour and dashes go together.</summary>
    public int Look { get; init; } = 1;

    /// <summary>Whether it stands behind the others: what they were made of.</summary>
    public bool Faint { get; init; }

    /// <summary>Whether each of its points is drawn as a dot: few points, or points without a line.</summary>
    public bool Dots { get; init; }

    /// <summary>Whether its points are joined.</summary>
    public bool Line { get; init; } = true;

    /// <summary>Where the point of note lies, such as that of the best epoch; -1 for none.</summary>
    public int Marked { get; init; } = -1;

    /// <summary>The lower and upper ends of a band around it; null for none.</summary>
    public (IReadOnlyList<double> Low, IReadOnlyList<double> High)? Band { get; init; }

    /// <summary>What each point is called where points are things of their own; null where they are moments.</summary>
    public IReadOnlyList<string>? Names { get; init; }
}
