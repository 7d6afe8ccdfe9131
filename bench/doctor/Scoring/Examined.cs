using Glia.Doctor.Findings;

namespace Glia.DoctorBench.Scoring;

/// <summary>One examination and what is right about it.</summary>
/// <param name="Name">The case.</param>
/// <param name="Group">Its base.</param>
/// <param name="Fault">Its fault; empty if it is healthy.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Accept">The codes that are right.</param>
/// <param name="Layers">The layers that are right; empty if the fault has none.</param>
/// <param name="Diagnosis">What the doctor said; null if it threw.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failure">What it threw.</param>
internal sealed record Examined(string Name, string Group, string Fault, int Seed, IReadOnlyList<string> Accept,
    IReadOnlyList<string> Layers, Diagnosis? Diagnosis, double Seconds, string? Failure = null)
{
    /// <summary>What following the report brings; null where nothing was proposed, or it was not tried.</summary>
    public Advice? Advice { get; init; }

    /// <summary>The code of a remark that is owed although the program is healthy; null for none.</summary>
    public string? Owed { get; init; }

    /// <summary>Whether the remark that is owed was made.</summary>
    public bool IsPaid => Owed is null || (Diagnosis?.Findings ?? []).Any(finding => finding.Code == Owed);

    /// <summary>The findings that are causes: what is folded under another is left out. Symptoms without a cause stay.</summary>
    public IReadOnlyList<Finding> Causes => [.. (Diagnosis?.Findings ?? []).Where(finding => finding.ExplainedBy is null)];

    /// <summary>Verdict sick.</summary>
    public bool Detected => Diagnosis?.Verdict == Verdict.Sick;

    /// <summary>Sick, and the first cause is right.</summary>
    public bool First => Detected && Causes.Take(1).Any(Right);

    /// <summary>Sick, and one of the first three causes is right.</summary>
    public bool Third => Detected && Causes.Take(3).Any(Right);

    /// <summary>Whether the layer is right; null where the fault has no layer or was not itself among the first three.</summary>
    public bool? Layer
    {
        get
        {
            if (Layers.Count == 0 || !Detected) return null;
            // Where several faults are right, only the one the case was made with has the layer.
            var named = Causes.Take(3).Where(finding => finding.Code == Accept[0]).ToList();
            return named.Count == 0 ? null
                : named.Any(finding => finding.Where.Layer is { } layer && Layers.Any(name => Names(layer, name)));
        }
    }

    /// <summary>The half it belongs to.</summary>
    public bool Tuning => Cases.Case.IsTuning(Name);

    /// <summary>The first three causes as codes, errors marked.</summary>
    public string Said =>
        Failure ?? string.Join(' ', Causes.Take(3).Select(finding => $"{finding.Code}{(finding.Severity == Severity.Error ? "!" : "")}"));

    private bool Right(Finding finding) => Accept.Contains(finding.Code);

    // A finding may name several layers: "dense, dense_1".
    private static bool Names(string said, string right) => said == right || said.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
        .Contains(right);
}
