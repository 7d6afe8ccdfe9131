using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Traces.ParameterStep>;

namespace Glia.Doctor.Mistakes;

/// <summary>
/// What optimizers make of a gradient in one step, whose history is not known. The sign of the scale tells downhill
/// from uphill: the one mistake.
/// </summary>
internal static class UpdateMistakes
{
    // Entries whose gradient is next to the optimizer's epsilon move less; most do not. One or two numbers always agree. Conventions.
    private const double MostEqual = 0.8;
    private const int FewestSigned = 4;

    /// <summary>The plain step first.</summary>
    public static readonly Mistake Plain = new(null, "w - rate * gradient", step => step.Gradient);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mistake> All =
    [
        Plain,
        new(null, "gradient descent with decay", step => step.Gradient) { Allowed = Freedoms.Scale | Freedoms.Penalty },
        new(null, "the first step of an adaptive optimizer", Signed),
        new(null, "gradient descent with clipping", step => step.Gradient) { Allowed = Freedoms.Scale | Freedoms.Clip },
    ];

    // Every entry moves by the same amount against the sign of its gradient.
    private static Matrix? Signed(ParameterStep step)
    {
        double largest = step.Largest;
        int moved = step.Gradient.Values.Count(g => g != 0),
            equal = step.Back.Values.Count(back => Math.Abs(back) >= largest * (1 - ParameterStep.Coarse));
        if (moved < FewestSigned || equal < MostEqual * moved) return null;
        return step.Gradient.Zip(step.Back, (g, back) => Math.Sign(g) * Math.Abs(back)).Times(step.Gradient.Norm / step.Back.Norm);
    }
}
