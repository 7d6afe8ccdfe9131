namespace Glia.DoctorBench.Cases;

/// <summary>How it is shown that the fault of a case does harm.</summary>
internal enum Harm
{
    /// <summary>The mended program is better on honest rows.</summary>
    Score,

    /// <summary>What the program reports about itself is better than what honest rows give: leaks.</summary>
    FlatteringReport,

    /// <summary>
    /// The mended program is better on honest rows, or the loss that the program reports about itself is not what its network is worth:
    /// rows for testing that are not treated as those trained on can leave every answer as it is and make nonsense of the loss.
    /// </summary>
    FalseLoss,
}

/// <summary>A program with a fault, and the same program with the fault mended.</summary>
internal sealed record Case
{
    /// <summary>What it is called; the half it belongs to follows from it.</summary>
    public required string Name { get; init; }

    /// <summary>The base it is made from, or the letter of the public list.</summary>
    public required string Group { get; init; }

    /// <summary>The fault it was made with, F65.</summary>
    public required string Fault { get; init; }

    /// <summary>The codes that name a fault the case really has: any of them is right.</summary>
    public required IReadOnlyList<string> Accept { get; init; }

    /// <summary>The layers a right answer may name; empty if the fault has no layer.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>The faulty program for a seed.</summary>
    public required Func<int, Plan> Faulty { get; init; }

    /// <summary>The mended program for a seed.</summary>
    public required Func<int, Plan> Mended { get; init; }

    /// <summary>What the mended program is called; cases with the same one share its trainings.</summary>
    public required string Twin { get; init; }

    /// <summary>Whether the mended program is one without any fault, and not one that shares something with the faulty one.</summary>
    public bool ComparedWithClean { get; init; } = true;

    /// <summary>How the harm shows.</summary>
    public Harm Harm { get; init; }

    /// <summary>The honest rows treated as the training rows are, for a seed; null where they are treated so already.</summary>
    public Func<int, Part>? Alike { get; init; }

    /// <summary>Whether the case may be used to set thresholds. Fixed by its name,
    /// so that it stays where it is as the bench grows.</summary>
    public bool Tuning => IsTuning(Name);

    /// <summary>The half of a name: the lowest bit of its 32-bit FNV-1a hash.</summary>
    public static bool IsTuning(string name)
    {
        uint hash = 2166136261;
        foreach (char letter in name) hash = (hash ^ letter) * 16777619;
        // The high bits of this hash are mixed better than the low ones.
        return (hash >> 16 & 1) == 0;
    }

    /// <summary>GLIA065 for F65.</summary>
    public static string Code(string fault) => $"GLIA0{fault[1..]}";
}
