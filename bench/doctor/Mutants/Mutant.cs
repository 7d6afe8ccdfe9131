using Glia.DoctorBench.Bases;
using Glia.DoctorBench.Cases;

namespace Glia.DoctorBench.Mutants;

/// <summary>One fault put into a base.</summary>
/// <param name="Fault">The fault: F65.</param>
/// <param name="Variant">What exactly is done, in a few words.</param>
/// <param name="Apply">The faulty program from the clean one; null where the fault makes no sense on it.</param>
internal sealed record Mutant(string Fault, string Variant, Func<Plan, Plan?> Apply)
{
    /// <summary>Further faults that the mutant really has.</summary>
    public string[] Also { get; init; } = [];

    /// <summary>The bases it is made on; null for all on which it makes sense.</summary>
    public string[]? On { get; init; }

    /// <summary>The layer the fault is in, from the faulty program; null if it has none.</summary>
    public Func<Plan, string[]>? Layers { get; init; }

    /// <summary>How its harm shows.</summary>
    public Harm Harm { get; init; }

    /// <summary>The honest rows treated as the training rows are, from the clean program; null where they are treated so already.</summary>
    public Func<Plan, Part>? Alike { get; init; }

    /// <summary>What it is compared with, from the clean program; the clean program itself if null.</summary>
    public Func<Plan, Plan>? Mend { get; init; }

    /// <summary>What the doctor's own list says of a fault: those of its mutants that an experiment can say are made by it.</summary>
    public static Func<Plan, Plan?> Listed(string name) => plan => plan.Broken(name);

    /// <summary>The case of this mutant on a base; null where it makes no sense.</summary>
    public Case? CaseOn(Base place)
    {
        if (On is not null && !On.Contains(place.Name)) return null;
        Plan? sample = Apply(place.Clean(1));
        if (sample is null) return null;
        return new Case
        {
            Name = $"{place.Name} {Fault} {Variant}",
            Group = place.Name,
            Fault = Fault,
            Accept = [Case.Code(Fault), .. Also.Select(Case.Code)],
            Layers = Layers?.Invoke(sample) ?? [],
            Faulty = seed => Apply(place.Clean(seed))!,
            Mended = seed => Mend is null ? place.Clean(seed) : Mend(place.Clean(seed)),
            Twin = Mend is null ? $"{place.Name} clean" : $"{place.Name} {Fault} {Variant} mended",
            ComparedWithClean = Mend is null,
            Harm = Harm,
            Alike = Alike is null ? null : seed => Alike(place.Clean(seed)),
        };
    }

    /// <summary>The name Keras gives the layer at an index: dense, dense_1, …; negative indices count from the last.</summary>
    public static string NameOf(Plan plan, int index)
    {
        int at = index < 0 ? plan.Network.Count + index : index;
        string kind = plan.Network[at].ClassName, name = Snake(kind);
        int before = plan.Network.Take(at).Count(layer => layer.ClassName == kind);
        return before == 0 ? name : $"{name}_{before}";
    }

    /// <summary>The names of all layers with a kernel, or of all but the last.</summary>
    public static string[] WithKernel(Plan plan, bool alsoLast = true) =>
        [.. plan.Kernels.Where(i => alsoLast || i < plan.Network.Count - 1).Select(i => NameOf(plan, i))];

    // Keras' rule: a new word begins at a capital that small letters follow, and at one that follows a small letter.
    private static string Snake(string kind) => string.Concat(kind.Select((letter, i) =>
    {
        bool begins = i > 0 && char.IsUpper(letter) && (char.IsLower(kind.ElementAtOrDefault(i + 1)) || char.IsLower(kind[i - 1]));
        return $"{(begins ? "_" : "")}{char.ToLowerInvariant(letter)}";
    }));
}
