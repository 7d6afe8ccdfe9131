using System.Numerics;
using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Doctor.HandWritten;

/// <summary>Drives single training steps of a hand-written network.</summary>
internal sealed class StepProbe<T>(IHandWrittenNetwork<T> network, Examination examination) where T : struct, IFloatingPointIeee754<T>
{
    private const int LookedAt = 64;

    /// <summary>
    /// The rows of the recorded step: a whole batch, or of a network that learns row by row one that it does not know yet.
    /// </summary>
    public int[] Choose(T[][] x, T[][] y)
    {
        int size = Math.Clamp(network.BatchSize, 1, x.Length);
        if (size > 1) return [.. Enumerable.Range(0, size)];
        int look = Math.Min(LookedAt, x.Length);
        var layers = network.Layers;
        var activations = layers.Select((_, layer) =>
            Activations.Named(layer == layers.Count - 1 ? network.OutputActivation : network.HiddenActivation)).ToList();
        var weights = layers.Select(layer => new LayerWeights(layer.Kernel, layer.Bias)).ToList();
        var outputs = ForwardRun.Of(HandWrittenLayer.Rows(x[..look]), weights, activations).Outputs;
        var targets = Targets.Of(HandWrittenLayer.Rows(y[..look]), outputs.Columns).Wide;
        // A row that is answered right has next to no gradient, and nothing could be read from it.
        if (targets is null) return [0];
        return [Enumerable.Range(0, look)
            .MaxBy(row => Enumerable.Range(0, outputs.Columns).Sum(j => Math.Abs(outputs[row, j] - targets[row, j])))];
    }

    /// <summary>Backward twice without an update between, and once more after one: are earlier gradients still in the sum?</summary>
    public void Accumulation(T[][] x, T[][] y)
    {
        double[]? Gradients()
        {
            network.Forward(x);
            network.Backward(y);
            var layers = network.Layers;
            return layers.Any(layer => layer.KernelGradient is null) ? null : [.. layers.SelectMany(layer => layer.KernelGradient!.Values)];
        }
        if (Gradients() is not { } once || Gradients() is not { } twice)
        {
            examination.Skipped(Faults.GradientsAccumulated, "the network keeps no gradients");
            return;
        }
        double[] added = [.. twice.Zip(once, (b, a) => b - a)];
        if (Norm(added) <= 1e-4 * Norm(twice))
        {
            examination.Fine(Faults.GradientsAccumulated, "a second backward pass of the same batch gives the same gradients");
            return;
        }
        network.Update();
        if (Gradients() is not { } later) return;
        double fresh = Norm([.. later.Zip(added, (a, b) => a - b)]);
        double summed = Norm([.. later.Zip(twice.Zip(added, (a, b) => a + b), (a, b) => a - b)]);
        if (summed < 0.2 * fresh)
            examination.Report(Faults.GradientsAccumulated.Error(Grade.Strong, new Where(null, null, Phases.Backward),
                $"a second backward pass of the same batch adds to the gradients (norm {Words.Number(Norm(once))}, " +
                $"then {Words.Number(Norm(twice))}), and the update does not clear them"));
        else examination.Fine(Faults.GradientsAccumulated, "the gradients are cleared with each update");
        network.Update();
    }

    /// <summary>Does the output of a row depend on the rows beside it?</summary>
    public void Rows(T[][] x)
    {
        if (x.Length < 2) return;
        var together = HandWrittenLayer.Rows(network.Forward(x));
        for (int row = 0; row < Math.Min(4, x.Length); row++)
        {
            var alone = HandWrittenLayer.Rows(network.Forward([x[row]]));
            if (alone.Columns != together.Columns || RelativeError.Of(alone.Row(0), together.Row(row)) < 1e-3) continue;
            examination.Report(Faults.RowsInfluenceEachOther.Error(Grade.Strong, new Where(null, "outputs", Phases.Forward),
                $"row {row} gives other outputs alone than in a batch of {x.Length}"));
            return;
        }
        examination.Fine(Faults.RowsInfluenceEachOther, "rows give the same outputs alone and in a batch");
    }

    /// <summary>One step with everything noted down.</summary>
    public (IReadOnlyList<TraceLayer> Layers, Matrix Outputs, double? Loss) Record(T[][] x, T[][] y)
    {
        var before = network.Layers;
        var outputs = network.Forward(x);
        var copy = HandWrittenLayer.Rows(outputs);
        double? loss = network.Loss(outputs, y);
        network.Backward(y);
        var gradients = network.Layers;
        network.Update();
        var after = network.Layers;
        double rate = network.LearningRate;
        var layers = new List<TraceLayer>();
        for (int l = 0; l < before.Count; l++)
        {
            layers.Add(new TraceLayer
            {
                Weights = before[l].Kernel,
                Bias = before[l].Bias,
                // Where none are kept, the step shows them.
                WeightsGradient = gradients[l].KernelGradient
                    ?? (rate > 0 ? before[l].Kernel.Zip(after[l].Kernel, (b, a) => (b - a) / rate) : null),
                BiasGradient = gradients[l].BiasGradient
                    ?? (rate > 0 && before[l].Bias is { } bias ? bias.Zip(after[l].Bias!, (b, a) => (b - a) / rate) : null),
                WeightsAfter = after[l].Kernel,
                BiasAfter = after[l].Bias,
            });
        }
        return (layers, copy, loss);
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
