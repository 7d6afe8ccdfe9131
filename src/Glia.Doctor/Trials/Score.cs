namespace Glia.Doctor.Trials;

/// <summary>How well a network answers, on a scale that does not depend on its loss.</summary>
/// <param name="Skill">
/// 0 is what ignoring the input reaches, 1 is perfect. Classes: (accuracy - base rate) / (1 - base rate). Values: 1 - squared error / variance.
/// NaN if an output is not finite.
/// </param>
/// <param name="Accuracy">Share of right classes; NaN for values.</param>
/// <param name="TopClass">The class predicted most often; -1 for values.</param>
/// <param name="TopShare">The share of predictions that are this class.</param>
public readonly record struct Score(double Skill, double Accuracy, int TopClass, double TopShare);
