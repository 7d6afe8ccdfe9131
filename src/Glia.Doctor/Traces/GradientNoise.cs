using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>How far two right computations of each kernel's gradient may differ because of rounding alone.</summary>
internal static class GradientNoise
{
    /// <summary>The tolerance per layer, from 1. A large one means that rounding decides and nothing can be said.</summary>
    public static double[] Tolerances(Reading reading)
    {
        var exact = Kernels(reading, single: false);
        var rounded = Kernels(reading, single: true);
        var tolerances = new double[exact.Length];
        for (int l = 1; l < exact.Length; l++)
        {
            double distance = exact[l].Zip(rounded[l], (a, b) => a - b).Norm, norm = exact[l].Norm, noise = distance == 0 ? 0
                : distance / norm;
            if (!double.IsFinite(noise)) noise = 1;
            // Sums of many terms round more often than the simulation does. Double rounds 5e8 times more finely than float32.
            tolerances[l] = reading.Single ? Math.Max(Precision.Floor(true), 20 * noise) : Math.Max(1e-6, 20 * 2e-9 * noise);
        }
        return tolerances;
    }

    private static Matrix[] Kernels(Reading reading, bool single)
    {
        int layers = reading.Trace.Layers.Count;
        var run = single ? reading.Forward(reading.Trace.Before, single: true) : reading.Run;
        var gradients = new Matrix[layers + 1];
        var delta = Backward.OfOutput(reading);
        // p − y of float32 probabilities: what rounding leaves of it when both are nearly equal.
        if (single && run.Outputs.Columns == delta.Columns)
            delta = delta.Zip(run.Outputs, (d, o) => (float)(d + o) - (double)(float)o);
        for (int l = layers; l >= 1; l--)
        {
            var inputs = LayerGradients.Compared(run.A[l - 1]);
            gradients[l] = run.A[l - 1].TakeColumns(inputs).Transposed().Times(delta);
            if (l == 1) break;
            var upstream = Backward.Masked(reading, l - 1, delta.Times(reading.Trace.Layers[l - 1].Weights.Transposed()));
            delta = single ? Rounded(reading, l - 1, run, upstream) : reading.Activations[l - 2].Backward(run.Z[l - 1], upstream);
            if (single) ForwardRun.Round(delta);
        }
        return gradients;
    }

    // Most people write a(1 − a) and 1 − a², which lose everything once a is rounded to 1.
    private static Matrix Rounded(Reading reading, int l, ForwardRun run, Matrix upstream)
    {
        var a = run.Unmasked[l].Copy();
        ForwardRun.Round(a);
        return reading.Activations[l - 1].Name switch
        {
            "sigmoid" => upstream.Zip(a, (u, value) => u * value * (1 - value)),
            "tanh" => upstream.Zip(a, (u, value) => u * (1 - value * value)),
            _ => reading.Activations[l - 1].Backward(run.Z[l], upstream),
        };
    }
}
