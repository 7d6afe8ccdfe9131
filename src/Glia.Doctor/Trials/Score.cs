namespace Glia.Doctor.Trials;

/// <summary>How well a network answers, on a scale that does not depend on its loss.</summary>
/// <param name="Skill">
/// 0 is what ignoring the input reaches, 1 is perfect. Classes: (accuracy - base rate) / (1 - base rate). Values: 1 - squared error /
/// variance. NaN if an output is not finite.
/// </param>
/// <param name="Accuracy">Share of right classes; NaN for values.</param>
/// <param name="TopClass">The class predicted most often; -1 for values.</param>
/// <param name="TopShare">The share of predictions that are this class.</param>
internal readonly record struct Score(double Skill, double Accuracy, int TopClass, double TopShare)
{
    /// <summary>The same scale with every class counting alike, however many rows it has; <see cref="Skill"/> for values.</summary>
    public double Evenly { get; init; }

    /// <summary>How many answers are the most frequent one, in words.</summary>
    public string MostAnswered => $"{100 * TopShare:0.#} % of the predictions are class {TopClass}";

    /// <summary>The score of outputs that are no numbers.</summary>
    public static Score NotFinite => new(double.NaN, double.NaN, -1, 0) { Evenly = double.NaN };

    /// <summary>The score of a network that gives values.</summary>
    public static Score OfValues(double skill) => new(skill, double.NaN, -1, 0) { Evenly = skill };
}
