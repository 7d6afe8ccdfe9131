namespace Glia.Doctor.Facts;

/// <summary>Whether the first few steps at the experiment's own settings do harm on the rows they are taken on.</summary>
internal static class FirstSteps
{
    private const int Steps = 5;
    private const double Worse = 8, MostlyDead = 0.9;

    /// <summary>The harm in words, beginning with a capital and without a full stop; null if there is none.</summary>
    public static string? Harm(FirstPass pass, ExperimentSubject subject, double gradientFactor = 1)
    {
        double dead = pass.DeadNow(pass.Inputs);
        var after = pass.Step(subject.Optimizer, Steps, gradientFactor);
        string steps = $"The first {Steps} steps";
        if (!double.IsFinite(after.Loss)) return $"{steps} turn the loss from {Words.Number(pass.Start.Loss)} into NaN";
        if (after.Loss > Worse * pass.Start.Loss)
            return $"{steps} raise the loss of their own rows from {Words.Number(pass.Start.Loss)} to {Words.Number(after.Loss)}";
        double deadNow = pass.DeadNow(pass.Inputs);
        return deadNow > MostlyDead && dead < 0.5 ? $"{steps} kill {deadNow:0 %} of the relu units of a layer" : null;
    }
}
