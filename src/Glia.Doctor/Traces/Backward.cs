using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The right way back through a traced network.</summary>
internal static class Backward
{
    /// <summary>The derivative of the summed loss with respect to the last pre-activations, as the owner's outputs stand.</summary>
    public static Matrix OfOutput(Reading reading)
    {
        var (loss, t) = (reading.Loss!, reading.Targets.Wide!);
        bool asTheyStand = reading.Form is OutputForm.OverBatch or OutputForm.OverEverything or OutputForm.AfterRelu
            || reading.OutputsReproduced == false;
        if (!asTheyStand) return loss.Delta(reading.Run.Z[^1], reading.Run.Outputs, reading.OutputActivation, t);
        // With the softmax over a wrong axis the finding is that axis; p - y on top of it is then the owner's next line.
        return loss.IsCrossEntropy ? reading.Outputs.Zip(t, (p, y) => p - y)
            : reading.OutputActivation.Backward(reading.Run.Z[^1], loss.OutputGradient(reading.Outputs, t));
    }

    /// <summary>The gradient of a layer's activations behind its dropout mask, if it has one.</summary>
    public static Matrix Masked(Reading reading, int layer, Matrix gradient) =>
        reading.Masks[layer - 1] is { } mask ? gradient.Zip(mask, (g, m) => g * m) : gradient;

    /// <summary>The right gradients of every layer, with the divisor of the recorded loss.</summary>
    public static List<(Matrix Kernel, Matrix Bias)> Gradients(Reading reading) =>
        Gradients(reading, reading.Run, reading.Trace.Before, OfOutput(reading));

    /// <summary>The same for other weights.</summary>
    public static List<(Matrix Kernel, Matrix Bias)> Gradients(Reading reading, IReadOnlyList<LayerWeights> weights)
    {
        var run = reading.Forward(weights);
        return Gradients(reading, run, weights,
            reading.Loss!.Delta(run.Z[^1], run.Outputs, reading.OutputActivation, reading.Targets.Wide!));
    }

    private static List<(Matrix Kernel, Matrix Bias)> Gradients(Reading reading, ForwardRun run, IReadOnlyList<LayerWeights> weights,
        Matrix delta)
    {
        var gradients = new List<(Matrix, Matrix)>();
        delta = delta.Times(reading.Factor ?? 1.0 / reading.Trace.Rows);
        for (int l = weights.Count; l >= 1; l--)
        {
            bool each = weights[l - 1].Bias is { Rows: > 1 };
            gradients.Insert(0, (run.A[l - 1].Transposed().Times(delta), each ? delta : delta.SumOfRows()));
            if (l > 1)
                delta = reading.Activations[l - 2].Backward(run.Z[l - 1],
                    Masked(reading, l - 1, delta.Times(weights[l - 1].Kernel.Transposed())));
        }
        return gradients;
    }
}
