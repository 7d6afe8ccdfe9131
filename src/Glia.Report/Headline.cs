namespace Glia.Report;

/// <summary>What stands above a report: what it is about, how it went, and the figures everybody asks for first.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Mood">How it went.</param>
/// <param name="Word">How it went, in a word or two.</param>
/// <param name="Sentence">How it went, in a sentence.</param>
internal sealed record Headline(string Subject, Mood Mood, string Word, string Sentence)
{
    /// <summary>The figures: what each is, and how much.</summary>
    public IReadOnlyList<(string Name, string Value)> Figures { get; init; } = [];

    /// <summary>What to type next; null for nothing.</summary>
    public string? Next { get; init; }
}

/// <summary>How something went: chooses colour and sign.</summary>
internal enum Mood
{
    /// <summary>Well.</summary>
    Good,

    /// <summary>Something is to be looked at.</summary>
    Open,

    /// <summary>Badly.</summary>
    Bad,
}
