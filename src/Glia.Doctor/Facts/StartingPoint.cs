using Glia.Losses;

namespace Glia.Doctor.Facts;

/// <summary>The loss before the first step beside what an undecided network has.</summary>
/// <param name="Loss">The loss before the first step.</param>
/// <param name="Undecided">ln K for K classes, ln 2 for yes or no, the mean square of values or its root.</param>
/// <param name="Spread">The spread of what the loss takes.</param>
/// <param name="Classes">Whether the targets name one class a row.</param>
internal sealed record StartingPoint(double Loss, double Undecided, double Spread, bool Classes)
{
    /// <summary>Reads a first pass.</summary>
    public static StartingPoint Of(FirstPass pass, ExperimentSubject subject, TargetView targets)
    {
        bool classes = targets.Kind is TargetKind.OneHot or TargetKind.ClassNumbers or TargetKind.Binary or TargetKind.Distribution;
        // One of them for each position where the output has more than one dimension.
        int outputs = subject.Network?.OutputShape.Last ?? ExperimentFacts.OutputWidth(subject);
        double guessing = OfGuessing(subject.Loss, outputs, targets, subject.Train!.Targets.Values);
        return new StartingPoint(pass.Start.Loss, guessing, pass.Start.Spread, classes);
    }

    /// <summary>How many times the loss of an undecided network it is.</summary>
    public double Ratio => Loss / Undecided;

    /// <summary>Both, as the beginning of a sentence.</summary>
    public string Evidence => $"The loss before the first step is {Loss:0.##}, where a network that does not know yet has about " +
        $"{Undecided:0.##}";

    private static double OfGuessing(Loss loss, int outputs, TargetView targets, ReadOnlySpan<float> values)
    {
        if (loss.ProbabilitiesBy is not null) return Math.Log(loss.IsExclusive ? Math.Max(2, outputs) : 2);
        // The mean square of the targets: what a network that answers 0 has.
        double square = 0;
        foreach (float value in values) square += (double)value * value;
        square /= values.Length;
        // Classes a half from either answer have a quarter.
        return Math.Max(1e-12, loss.IsSquare ? Math.Max(square, targets.HasClasses ? 0.25 : 0) : Math.Sqrt(square));
    }
}
