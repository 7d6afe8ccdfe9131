using Glia.Data;
using Glia.Doctor.Tests.Rules;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using static Glia.Doctor.Tests.EveryFault.Subjects;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>What can be wrong with what is minimised: F44 to F53.</summary>
internal static class LossFaults
{
    public static IReadOnlyList<FaultPair> All { get; } =
    [
        new(Faults.BinaryLossForClasses, "ten classes", faulty =>
            Examined(Ten(loss: faulty ? "binary_crossentropy" : "categorical_crossentropy"))),
        new(Faults.RegressionLossForClasses, "ten classes", faulty =>
            Examined(Ten(loss: faulty ? "mean_squared_error" : "categorical_crossentropy"))),
        new(Faults.CrossEntropyForRegression, "measurements", faulty =>
            Examined(Curve(loss: faulty ? "binary_crossentropy" : "mean_squared_error"))),
        new(Faults.WrongReduction, "a sum over a large batch", faulty => Examined(Rings(new SGD(0.3f),
            loss: new BinaryCrossentropy { Reduction = faulty ? Reduction.Sum : Reduction.Mean }, epochs: 100, batch: 128))),
        new(Faults.WrongReduction, "trace, not divided", faulty => Recorded(faulty, "not-divided", rate: 0.5)),
        new(Faults.WrongReduction, "trace, divided twice", faulty => Recorded(faulty, "divided-twice")),
        new(Faults.LossSignFlipped, "a loss of one's own", faulty => Examined(Curve(new SGD(0.01f), loss: new Squared(faulty ? -1 : 1)))),
        new(Faults.LossSignFlipped, "trace", faulty => Recorded(faulty, "sign")),
        new(Faults.UnsafeLogarithm, "trace", faulty => Recorded(faulty, "nan-loss")),
        new(Faults.SoftmaxWrongAxis, "trace, over the batch", faulty => Recorded(faulty, "softmax-axis")),
        new(Faults.SoftmaxWrongAxis, "trace, over the whole array", faulty => Recorded(faulty, "softmax-all")),
        new(Faults.BroadcastInLoss, "one value for three outputs", faulty => Examined(Curve(units: faulty ? 3 : 1))),
        new(Faults.BroadcastInLoss, "a value at each step", faulty => Examined(Sequences(returned: faulty))),
        new(Faults.OverRegularised, "a penalty that outweighs the data", faulty => Examined(Penalised(faulty ? 1 : 1e-5f))),
        new(Faults.OverRegularised, "a penalty that leaves little", faulty => Examined(PenalisedRings(faulty ? 0.03f : 1e-4f))),
        new(Faults.MissingRegularisation, "few rows and many columns of noise", faulty =>
            Examined(Memorising(faulty ? 0 : 0.3f), Tier.Run)),
    ];

    // Whether the sum of the first column over all steps is above 0.
    private static ExperimentSubject Sequences(bool returned)
    {
        const int rows = 600, steps = 12;
        var random = new System.Random(1);
        float[] x = [.. Enumerable.Range(0, rows * steps * 2).Select(_ => (float)Made.Normal(random))];
        float[] y = [.. Enumerable.Range(0, rows)
            .Select(row => Enumerable.Range(0, steps).Sum(step => x[((row * steps) + step) * 2]) > 0 ? 1f : 0)];
        return Made.Subject(new Dataset(new FloatFeatures(x, new Shape(steps, 2)), new Targets(y)),
            [new LSTM(16, returnSequences: returned), new Dense(1, "sigmoid")], "binary_crossentropy", new Adam(0.003f), Options(20));
    }

    private static ExperimentSubject Penalised(float l2) =>
        Blobs(layers: [new Dense(16, "relu", kernelRegularizer: l2), new Dense(3, "softmax", kernelRegularizer: l2)]);

    private static ExperimentSubject PenalisedRings(float l2) => Rings(layers: [new Dense(16, "relu", kernelRegularizer: l2),
        new Dense(16, "relu", kernelRegularizer: l2), new Dense(1, "sigmoid", kernelRegularizer: l2)]);

    private static ExperimentSubject Memorising(float l2)
    {
        Dataset all = Made.Blobs(260, 3, 20, 2.5);
        return Made.Subject(all.Slice(0, 60), [new Dense(64, "relu", kernelRegularizer: l2), new Dense(3, "softmax",
            kernelRegularizer: l2)], "categorical_crossentropy", new Adam(0.01f), Options(60) with { Validation = all.Slice(60, 200) });
    }

    // A person's own squared error; the sign is that of its gradient.
    private sealed class Squared(float sign) : Loss
    {
        public override string Name => "own";

        protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
            Span<float> gradient)
        {
            double sum = 0;
            for (int i = 0; i < outputs.Length; i++)
            {
                float error = outputs[i] - targets[i];
                sum += error * error;
                if (!gradient.IsEmpty) gradient[i] = sign * 2 * scale * error;
            }
            return sum;
        }
    }
}
