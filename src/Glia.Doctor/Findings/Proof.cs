namespace Glia.Doctor.Findings;

/// <summary>Two short runs that differ in nothing but the prescription.</summary>
/// <param name="Change">What was changed in the copy: <c>learning rate 1e-06 to 0.01</c>.</param>
/// <param name="Metric">What the curves show: <c>training loss</c>, <c>accuracy</c>.</param>
/// <param name="Before">The curve as it was.</param>
/// <param name="After">The curve with the change.</param>
/// <param name="Proven">Whether the change alone made the difference claimed.</param>
public sealed record Proof(string Change, string Metric, IReadOnlyList<double> Before, IReadOnlyList<double> After, bool Proven)
{
    /// <summary>What curves of a skill are called.</summary>
    internal const string Skill = "skill (0 is guessing, 1 is perfect)";

    // A difference that can be seen in a curve: a twentieth of a loss, or of all there is to learn.
    private const double Visible = 0.05;

    /// <summary>What both runs were changed by before, in words; null if the first is the experiment as it is.</summary>
    public string? Also { get; init; }

    /// <summary>Whether both runs had the same number of steps.</summary>
    public bool EqualSteps { get; init; } = true;

    /// <summary>Whether more is better: the curves show a skill and not a loss.</summary>
    public bool OfSkill { get; init; }

    /// <summary>What a change drawn by chance reached under the same conditions, in words; null if there was none.</summary>
    public string? Control { get; init; }

    /// <summary>Whether the change is proven and whoever looks at the two curves sees it: equal steps, and a clearly better end.</summary>
    public bool Shows
    {
        get
        {
            if (!Proven || !EqualSteps || Before.Count == 0 || After.Count == 0 || !double.IsFinite(After[^1])) return false;
            if (!double.IsFinite(Before[^1])) return true;
            return OfSkill ? After[^1] > Math.Max(0, Before[^1]) + Visible : After[^1] < Before[^1] - Visible * Math.Abs(Before[^1]);
        }
    }
}
