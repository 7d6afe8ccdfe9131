using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>Weights that earlier steps threw far away: what they look like now is no question of how they were drawn.</summary>
internal static class Overshoot
{
    // Weights are drawn with gains near 1, at worst with a deviation of 1; past this no initialisation goes.
    private const double Grown = 50;

    /// <summary>Reports the cause, if the effective rate shows one.</summary>
    public static bool Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if ((reading.GradientFactor ?? reading.Factor) is not { } factor || StepSize.Rate(reading) is not { } rate
            || trace.Optimizer is not (null or "sgd" or "gd" or "momentum"))
            return false;
        double effective = rate * Math.Abs(factor) * trace.Rows;
        int worst = Enumerable.Range(0, trace.Layers.Count).MaxBy(l => Size(trace, l));
        double gain = Size(trace, worst);
        bool summed = reading.GradientsAreSummed;
        bool symptoms = examination.Has(Faults.DeadRelu, Severity.Error) || WeightsExaminer.IsThrown(trace.Layers[worst].Weights)
            || (summed && WeightsExaminer.IsHarmed(reading));
        if (effective < 1 || !(gain > Grown || (gain > 5 && symptoms))) return false;
        if (examination.Findings.Any(finding => finding.Severity == Severity.Error
            && finding.Fault.Family is Family.Backpropagation or Family.Loss))
            return false;
        string evidence = $"w{worst + 1} is {Words.Number(gain)} times as large as drawn weights are: earlier steps overshot; ";
        (string, double)[] numbers = [("gain", gain), ("effective_rate", effective)];
        var where = new Where(null, "learning_rate", Phases.Update);
        if (summed)
            examination.Report(Faults.WrongReduction.Error(Grade.Strong, where with { Phase = Phases.Backward },
                $"{evidence}the gradients are the sum over {trace.Rows} rows and not their mean, so the rate {Words.Number(rate)} acts " +
                $"like {Words.Number(effective)}", null, numbers));
        else
            examination.Report(Faults.LearningRateTooHigh.Error(Grade.Strong, where, $"{evidence}the rate {Words.Number(rate)} is too high",
                "Start again from fresh weights with a tenth of the learning rate, and again a tenth until the loss falls.", numbers));
        return true;
    }

    // Small inputs call for large first weights.
    private static double Size(Trace trace, int layer)
    {
        double gain = WeightsExaminer.Gain(trace.Layers[layer].Weights);
        return layer > 0 ? gain : gain * Math.Min(1, Math.Sqrt(trace.X.Values.Average(value => value * value)));
    }
}
