using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Dropout of whole channels: what falls, falls at every position of a sample (Tompson et al., CVPR 2015), since numbers beside each
/// other are so alike that dropping some of them hides nothing. Scaled as <see cref="Dropout"/> is; in evaluation it changes nothing.
/// </summary>
public abstract class SpatialDropout : Layer
{
    private readonly int _dimensions;

    private protected SpatialDropout(int dimensions, float rate)
    {
        DropRate.Require(rate, nameof(rate));
        (_dimensions, Rate) = (dimensions, rate);
    }

    /// <summary>The share of the channels that is set to zero.</summary>
    public float Rate { get; }

    /// <inheritdoc/>
    public override float DroppedShare => Rate;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override bool OnlyInTraining => true;

    /// <inheritdoc/>
    public override InPlace InPlace => InPlace.Overwrites;

    /// <inheritdoc/>
    public override MaskUse Mask => MaskUse.Passes;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        WindowedLayer.RequireRank(this, input, _dimensions);
        // What each channel of a sample is multiplied by.
        builder.SavedPerRow = input.Last;
        return input;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        if (pass.Training)
        {
            Span<float> factors = pass.Saved[..(pass.Rows * InputShape.Last)];
            factors.Fill(1);
            Kernels.InvertedDropout.Apply(factors, factors, Rate, pass.Random.Seed, pass.Random.Step, (int)pass.Random.Lane,
                pass.Random.First(InputShape.Last));
            Kernels.InvertedDropout.Channels(pass.Workers, pass.Input.Values, pass.Output.Values, factors, InputShape.Last);
        }
        else if (pass.Input.Values != pass.Output.Values) pass.Input.Values.CopyTo(pass.Output.Values);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (pass.InputGradient.IsEmpty) return;
        ReadOnlySpan<float> factors = pass.Saved[..(pass.Rows * InputShape.Last)];
        Kernels.InvertedDropout.Channels(pass.Workers, pass.OutputGradient.Values, pass.InputGradient.Values, factors, InputShape.Last);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["rate"] = Rate };

    private protected static float ReadRate(ConfigReader config)
    {
        WindowedLayer.RequireChannelsLast(config);
        config.Ignore("seed");
        return DropRate.Read(config, config.Spelled("rate", "p"), 0.5f);
    }
}
