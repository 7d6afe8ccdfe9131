using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using static Glia.Doctor.Tests.EveryFault.Subjects;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>Networks with a layer, an activation or a loss of somebody's own.</summary>
internal static class OwnLayer
{
    /// <summary>Two rings, 2-16-gain-16-1.</summary>
    public static Diagnosis Rings(double factor, bool registered = true)
    {
        Layer own = registered ? new Gain(factor) : new Unregistered(factor);
        return Examined(Subjects.Rings(layers: [new Dense(16, "relu"), own, new Dense(16, "relu"), new Dense(1, "sigmoid")]));
    }

    /// <summary>Two rings with an activation of one's own.</summary>
    public static Diagnosis Activated(double factor)
    {
        ActivationCatalogue.Register("leak", c => new Leak(c.Number("factor")));
        return Examined(Subjects.Rings(layers: [new Dense(16, new Leak(factor)), new Dense(16, "relu"), new Dense(1, "sigmoid")]));
    }

    /// <summary>A curved surface under a loss of one's own.</summary>
    public static Diagnosis Lost(double factor) => Examined(Curve(loss: new Halved(factor)));

    /// <summary>Every feature times a trained factor; the gradients are multiplied by another.</summary>
    private class Gain(double factor) : Layer
    {
        private Parameter _gain = null!;

        static Gain() => LayerCatalogue.Register("Gain", config => new Gain(config.Number("factor")));

        public sealed override InPlace InPlace => InPlace.No;

        protected sealed override Shape Build(Shape input, LayerBuilder builder)
        {
            _gain = builder.Weight("gain", input.Last, Constant.Ones);
            return input;
        }

        protected sealed override void Forward(in Pass pass)
        {
            Span<float> gain = pass.Weight(_gain), x = pass.Input.Values, y = pass.Output.Values;
            for (int i = 0; i < x.Length; i++) y[i] = x[i] * gain[i % gain.Length];
        }

        protected sealed override void Backward(in Pass pass)
        {
            Span<float> gain = pass.Weight(_gain), x = pass.Input.Values, dy = pass.OutputGradient.Values, gradient = pass.Gradient(_gain);
            gradient.Clear();
            for (int i = 0; i < x.Length; i++) gradient[i % gain.Length] += (float)(factor * x[i] * dy[i]);
            if (pass.InputGradient.IsEmpty) return;
            for (int i = 0; i < x.Length; i++) pass.InputGradient.Values[i] = (float)(factor * dy[i] * gain[i % gain.Length]);
        }

        public sealed override JsonObject Config() => new() { ["factor"] = factor };
    }

    private sealed class Unregistered(double factor) : Gain(factor);

    private sealed class Leak(double factor) : ActivationFunction
    {
        public override string Name => "leak";

        public override bool NeedsInput => true;

        public override JsonObject Config() => new() { ["factor"] = factor };

        public override void Forward(in Tensor z, in Tensor y, Workers workers)
        {
            for (int i = 0; i < z.Values.Length; i++) y.Values[i] = z.Values[i] > 0 ? z.Values[i] : 0.1f * z.Values[i];
        }

        public override void Backward(in Tensor z, in Tensor y, in Tensor dy, in Tensor dz, Workers workers)
        {
            for (int i = 0; i < z.Values.Length; i++) dz.Values[i] = (float)(factor * dy.Values[i] * (z.Values[i] > 0 ? 1 : 0.1));
        }
    }

    private sealed class Halved(double factor) : Loss
    {
        public override string Name => "halved_squared_error";

        protected override double Sum(
            ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient)
        {
            double sum = 0;
            for (int i = 0; i < outputs.Length; i++)
            {
                double d = (double)outputs[i] - targets[i];
                sum += d * d / 2 / columns;
                if (!gradient.IsEmpty) gradient[i] = (float)(factor * d * scale / columns);
            }
            return sum;
        }
    }
}
