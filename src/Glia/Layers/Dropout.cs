using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// While training, sets a random share of its inputs to zero and scales the rest by <c>1 / (1 - rate)</c>, so that the expected sum stays
/// (Srivastava et al., JMLR 2014; "inverted" dropout). In evaluation it changes nothing.
/// </summary>
public sealed class Dropout : Layer
{
    /// <summary>A dropout layer.</summary>
    /// <param name="rate">The share set to zero, at least 0 and less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public Dropout(float rate)
    {
        DropRate.Require(rate, nameof(rate));
        Rate = rate;
    }

    /// <summary>The share set to zero.</summary>
    public float Rate { get; }

    /// <inheritdoc/>
    public override float DroppedShare => Rate;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override bool OnlyInTraining => true;

    /// <inheritdoc/>
    /// <remarks>The mask is made again in the backward pass from the same counters, so nothing is kept.</remarks>
    public override InPlace InPlace => InPlace.Overwrites;

    /// <inheritdoc/>
    public override MaskUse Mask => MaskUse.Passes;

    internal override bool IsRowwise => true;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder) => input;

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        if (pass.Training) Drop(pass, pass.Input, pass.Output);
        else if (pass.Input.Values != pass.Output.Values) pass.Input.Values.CopyTo(pass.Output.Values);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (!pass.InputGradient.IsEmpty) Drop(pass, pass.OutputGradient, pass.InputGradient);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["rate"] = Rate };

    internal static Dropout FromConfig(ConfigReader config)
    {
        config.Refuse("noise_shape");
        config.Ignore("seed");
        // p is the word of Keras 1 and of PyTorch.
        return new Dropout(DropRate.Read(config, config.Spelled("rate", "p"), 0.5f));
    }

    private void Drop(in Pass pass, in Tensor from, in Tensor to) =>
        Kernels.InvertedDropout.Apply(from.Values, to.Values, Rate, pass.Random.Seed, pass.Random.Step, (int)pass.Random.Lane,
            pass.Random.First(from.Shape.Size));
}
