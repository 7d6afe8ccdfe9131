using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Layers, activations, loss and targets of a trace, held against each other.</summary>
internal static class SpecificationExaminer
{
    public static void Examine(Reading reading)
    {
        var (trace, examination, targets) = (reading.Trace, reading.Examination, reading.Targets);
        int last = trace.Layers.Count, outs = trace.Outs;
        var output = new Where(Reading.LayerName(last), null, Phases.Specification);
        string activation = reading.OutputActivation.Name, loss = reading.Loss?.Name ?? "";
        bool stated = trace.Loss is not null && reading.Printed is null;
        int before = examination.Findings.Count;

        if (outs == 1 && activation == "softmax")
            examination.Report(Faults.SoftmaxOverOneUnit.Error(Grade.Certain, output,
                "the last layer has one unit and softmax: its output is 1 for every row and every gradient is 0"));
        for (int l = 1; l < last; l++)
            if (reading.Activations[l - 1] is SoftmaxActivation)
                examination.Report(Faults.SoftmaxInHiddenLayer.Error(Grade.Strong,
                    new Where(Reading.LayerName(l), null, Phases.Specification),
                    $"layer {l} is hidden and has softmax: its {trace.Layers[l - 1].Weights.Columns} units share one unit of activity"));
        if (last > 1 && reading.Activations.Take(last - 1).All(one => one.Name == "linear"))
            examination.Report(Faults.NoHiddenNonlinearity.Warning(Grade.Strong, new Where("layer 1", null, Phases.Specification),
                $"the {last} layers have no activation between them, so they are one linear layer"));
        if (outs > 2 && targets.Exclusive)
        {
            if (stated && loss == LossNames.Binary)
                examination.Report(Faults.BinaryLossForClasses.Warning(Grade.Strong, output,
                    $"binary cross-entropy with {outs} classes that exclude each other"));
            if (loss is LossNames.Squared or LossNames.Absolute && stated)
                examination.Report(Faults.RegressionLossForClasses.Warning(Grade.Likely, output, $"{loss} with {outs} classes"));
            if (activation == "sigmoid" && loss == LossNames.Categorical)
                examination.Report(Faults.SigmoidWithCategorical.Warning(Grade.Likely, output,
                    $"categorical cross-entropy over {outs} sigmoid units, which do not sum to 1"));
            if (activation == "relu")
                examination.Report(Faults.ReluOnOutput.Error(Grade.Strong, output,
                    $"relu on the {outs} outputs of a classifier: " +
                    $"{reading.Run.Z[^1].Values.Count(z => z <= 0)} of {reading.Run.Z[^1].Values.Length} outputs are stuck at 0"));
        }
        if (targets.Wide is { } wide && Reach(activation) is { } reach)
        {
            int outside = wide.Values.Count(y => y < reach.Low || y > reach.High);
            var fault = activation == "relu" ? Faults.ReluOnOutput : Faults.TargetsOutOfReach;
            if (outside > 0)
                examination.Report(fault.Error(outside == wide.Values.Length ? Grade.Certain : Grade.Strong, output with { Parameter = "y" },
                    $"{outside} of {wide.Values.Length} targets lie outside what {activation} can give " +
                    $"(targets {Words.Number(wide.Values.Min())} to {Words.Number(wide.Values.Max())}, " +
                    $"reach {Words.Number(reach.Low)} to {Words.Number(reach.High)})",
                    "Use a linear output, or rescale the targets into the reach of the activation.", ("outside", outside)));
        }
        if (!targets.AreClasses && loss is LossNames.Categorical or LossNames.Binary && trace.Y.Values.Any(y => y is < 0 or > 1))
            examination.Report(Faults.CrossEntropyForRegression.Error(Grade.Strong, output,
                $"{loss} with targets from {Words.Number(trace.Y.Values.Min())} to {Words.Number(trace.Y.Values.Max())}, " +
                "which are no probabilities"));
        BiasForEachSample(reading);
        Vanishing(reading);
        if (examination.Findings.Count == before)
            examination.Fine(Faults.LabelEncodingMismatch,
                $"{outs} outputs with {activation}, {(loss.Length > 0 ? loss : "no loss")}, targets {Describe(targets)}");
    }

    private static void BiasForEachSample(Reading reading)
    {
        var layers = reading.Trace.Layers;
        string[] names = [.. Enumerable.Range(1, layers.Count).Where(l => layers[l - 1].Bias is { Rows: > 1 }).Select(l => $"b{l}")];
        if (names.Length == 0) return;
        reading.Examination.Report(Faults.BiasGradientNotReduced.Warning(Grade.Strong, new Where(null, names[0], Phases.Specification),
            $"{Words.List(names)} {(names.Length == 1 ? "has" : "have")} a row for each of the {reading.Trace.Rows} samples: " +
            "what they learn is of no use to any other row",
            "Keep one bias a unit, of shape [units], and sum its gradient over the rows."));
    }

    private static (double Low, double High)? Reach(string activation) => activation switch
    {
        "sigmoid" or "hard_sigmoid" or "softmax" => (0, 1),
        "tanh" or "softsign" => (-1, 1),
        "relu" or "softplus" or "exponential" => (0, double.PositiveInfinity),
        _ => null,
    };

    private static string Describe(Targets targets) => targets switch
    {
        { AreOneHot: true } => "one-hot",
        { AreClassNumbers: true } => "class numbers",
        { AreBinary: true } => "0 and 1",
        { AreSigns: true } => "-1 and 1",
        { AreSoft: true } => $"{Words.Number(targets.Low)} and {Words.Number(targets.High)}",
        _ => "values",
    };

    private static void Vanishing(Reading reading)
    {
        var trace = reading.Trace;
        int saturating = reading.Activations.SkipLast(1).Count(one => one.Name is "sigmoid" or "tanh" or "hard_sigmoid" or "softsign");
        // Weights that are next to nothing let the signal fade through any activation.
        if (saturating < 4 || trace.Layers.Any(layer => WeightsExaminer.Gain(layer.Weights) < 0.2)
            || trace.Layers[0].WeightsGradient is not { } first || trace.Layers[^1].WeightsGradient is not { } last)
            return;
        double ratio = Rms(first) / Math.Max(Rms(last), 1e-300);
        // Four fresh sigmoid layers of 32 units (glorot_uniform, softmax of 10) had 0.0016 to 0.009 in a hundred draws,
        // in the median 0.0027.
        if (ratio < 1e-3 && ratio > 0)
            reading.Examination.Report(Faults.SaturatingStack.Error(Grade.Strong, new Where("layer 1", "grad_w1", Phases.Backward),
                $"of {saturating} saturating layers the first receives {Words.Number(ratio)} of the gradient of the last",
                null, ("ratio", ratio)));
    }

    private static double Rms(Matrix matrix) => Math.Sqrt(matrix.Values.Average(value => value * value));
}
