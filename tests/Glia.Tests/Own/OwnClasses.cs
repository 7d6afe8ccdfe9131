using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Schedules;

namespace Glia.Tests.Own;

/// <summary>An activation of one's own: y = z² / 2.</summary>
internal sealed class Square(bool wrong = false) : ActivationFunction
{
    public override string Name => "square";

    public override bool NeedsInput => true;

    public override void Forward(in Tensor z, in Tensor y, Workers workers)
    {
        for (int i = 0; i < z.Values.Length; i++) y.Values[i] = z.Values[i] * z.Values[i] / 2;
    }

    public override void Backward(in Tensor z, in Tensor y, in Tensor dy, in Tensor dz, Workers workers)
    {
        for (int i = 0; i < z.Values.Length; i++) dz.Values[i] = dy.Values[i] * z.Values[i] * (wrong ? 2 : 1);
    }
}

/// <summary>A loss of one's own: the mean of the fourth powers of the differences.</summary>
internal sealed class Quartic(bool wrong = false) : Loss
{
    public override string Name => "quartic";

    protected override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double d = (double)outputs[i] - targets[i];
            sum += d * d * d * d / columns;
            if (!gradient.IsEmpty) gradient[i] = (float)((wrong ? 1 : 4) * d * d * d * scale / columns);
        }
        return sum;
    }
}

/// <summary>An optimizer of one's own: a step of the learning rate against the sign of each gradient.</summary>
internal sealed class SignDescent(float strength = 1) : Optimizer(0.01f)
{
    public override IReadOnlyList<string> StateNames => [];

    protected override StepSums Update(
        Span<float> weights, Span<float> gradient, Parameter parameter, float rate, GradientTreatment treatment)
    {
        for (int i = 0; i < weights.Length; i++) weights[i] -= rate * strength * MathF.Sign(gradient[i]);
        return default;
    }

    protected override void WriteConfig(JsonObject config) => config["strength"] = strength;
}

/// <summary>A schedule of one's own: full rate and half rate in turn.</summary>
internal sealed class Alternating : Schedule
{
    public override string Name => "alternating";

    public override double Factor(long step, SchedulePlan plan) => step % 2 == 0 ? 1 : 0.5;

    public override JsonObject Config() => [];
}

/// <summary>An initializer of one's own: 0, step, 2 step, …</summary>
internal sealed class Ramp(float step = 0.01f) : Initializer
{
    public override string Name => "ramp";

    public override JsonObject Config() => new() { ["step"] = step };

    public override void Fill(Span<float> values, Shape shape, InitializerDraw draw)
    {
        for (int i = 0; i < values.Length; i++) values[i] = step * i;
    }
}
