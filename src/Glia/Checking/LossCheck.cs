using Glia.Data;
using Glia.Losses;

namespace Glia.Checking;

/// <summary>Compares the gradient of a loss with differences of the loss.</summary>
internal static class LossCheck
{
    public static GradientReport Check(Loss loss, Targets targets, Tensor outputs, double tolerance, ulong seed)
    {
        var report = new GradientReport($"loss '{loss.Name}'", outputs.Shape, outputs.Rows);
        int[] rows = [.. Enumerable.Range(0, outputs.Rows)];
        Tensor expected = Tensor.Allocate(outputs.Shape, outputs.Rows);
        loss.Gather(targets, rows, expected);
        float[] numbers = outputs.Values.ToArray(), gradient = new float[numbers.Length];
        Array.Fill(gradient, float.NaN);
        var at = new Tensor(numbers, 0, outputs.Shape, outputs.Rows);
        double value = loss.Compute(at, expected, new Tensor(gradient, 0, outputs.Shape, outputs.Rows));
        if (!double.IsFinite(value))
        {
            report.Break("The loss is NaN or infinite, so there are no differences to compare with; give outputs that it can take.");
            return report;
        }
        if (loss.Compute(at, expected, default) != value)
            report.Break("The loss is another number where no gradient is wanted (the span for it is empty).");
        var array = new ComparedArray("output", [outputs.Rows, .. outputs.Shape.ToArray()]);
        // A loss is summed in float64: what float32 rounds before is too little to count.
        Rounded Change() => new(loss.Compute(at, expected, default) - value, 0);
        report.Add(array.Compare(Change, numbers, gradient, tolerance, GradientCheck.MostNumbers, seed));
        return report;
    }
}
