using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Turns each whole number of a sample into a row of a trained table: words into vectors, <c>[steps]</c> into <c>[steps, outputDim]</c>.
/// Only rows that were looked up get a gradient. Defaults are Keras'.
/// </summary>
public sealed class Embedding : Layer
{
    // The whole numbers that float32 holds without a gap, in which inputs come.
    private const int MostRows = 1 << 24;

    private Parameter _table = null!;

    /// <summary>A table of vectors.</summary>
    /// <param name="inputDim">Rows of the table: one more than the largest number of the inputs.</param>
    /// <param name="outputDim">Numbers in a row.</param>
    /// <param name="embeddingsInitializer">How the table starts; uniform within 0.05 of zero by default.</param>
    /// <param name="embeddingsRegularizer">A penalty on the table.</param>
    /// <param name="maskZero">Whether the number 0 only fills sequences up, so that recurrent layers leave its steps out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one row and one column, or there are more than 16,777,216
    /// rows.</exception>
    public Embedding(int inputDim, int outputDim, Initializer? embeddingsInitializer = null, Regularizer embeddingsRegularizer = default,
        bool maskZero = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputDim, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputDim, MostRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputDim, 1);
        (InputDim, OutputDim, MaskZero) = (inputDim, outputDim, maskZero);
        EmbeddingsInitializer = embeddingsInitializer ?? new RandomUniform();
        EmbeddingsRegularizer = embeddingsRegularizer;
    }

    /// <summary>Rows of the table.</summary>
    public int InputDim { get; }

    /// <summary>Numbers in a row.</summary>
    public int OutputDim { get; }

    /// <summary>Whether the number 0 only fills sequences up.</summary>
    public bool MaskZero { get; }

    /// <summary>How the table starts.</summary>
    public Initializer EmbeddingsInitializer { get; }

    /// <summary>The penalty on the table.</summary>
    public Regularizer EmbeddingsRegularizer { get; }

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override int? IndexCount => InputDim;

    /// <inheritdoc/>
    public override MaskUse Mask => MaskZero ? MaskUse.Makes : MaskUse.Drops;

    /// <inheritdoc/>
    public override bool AddsGradients => true;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        if (input.Rank > 3 || (long)input.Size * OutputDim > int.MaxValue || (long)InputDim * OutputDim > int.MaxValue)
            throw new GliaException($"Layer '{Name}': a table of {InputDim} x {OutputDim} on an input of {input} makes more than four " +
                "dimensions or more than 2,147,483,647 numbers.");
        if (MaskZero && input.Rank != 1)
            throw new GliaException($"Layer '{Name}': mask_zero needs samples that are sequences, but its input is {input}; " +
                "leave mask_zero out, or put a Reshape before it.");
        _table = builder.Weight("embeddings", new Shape(InputDim, OutputDim), EmbeddingsInitializer, EmbeddingsRegularizer);
        if (MaskZero) builder.SavedPerRow = input.Size;
        return new Shape([.. input.ToArray(), OutputDim]);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        ReadOnlySpan<float> indices = pass.Input.Values;
        int wrong = EmbeddingTable.FirstOutside(indices, InputDim);
        if (wrong >= 0) throw new GliaException(Sentence(indices[wrong], wrong % InputShape.Size));
        EmbeddingTable.Lookup(pass.Workers, indices, pass.Weight(_table), OutputDim, pass.Output.Values);
        if (MaskZero) Masks.Find(indices, 1, 0, pass.Saved[..indices.Length]);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        // A number of a row has no gradient.
        if (!pass.InputGradient.IsEmpty) pass.InputGradient.Values.Clear();
        Span<float> gradient = pass.Gradient(_table);
        if (!pass.AddGradients) gradient.Clear();
        EmbeddingTable.AddGradient(pass.Workers, pass.Input.Values, pass.OutputGradient.Values, OutputDim, gradient);
    }

    /// <inheritdoc/>
    public override JsonObject Config()
    {
        var config = new JsonObject
        {
            ["input_dim"] = InputDim,
            ["output_dim"] = OutputDim,
            ["embeddings_initializer"] = InitializerCatalogue.ToJson(EmbeddingsInitializer),
            ["mask_zero"] = MaskZero,
        };
        EmbeddingsRegularizer.Write(config, "embeddings_regularizer");
        return config;
    }

    internal static Embedding FromConfig(ConfigReader config)
    {
        config.Refuse("activity_regularizer", "embeddings_constraint", "quantization_config", "lora_rank", "weights");
        // How long the sequences are is known from the data.
        config.Ignore("input_length", "sparse");
        string start = config.Spelled("embeddings_initializer", "init");
        return new Embedding(Size(config, "input_dim", MostRows), Size(config, "output_dim", int.MaxValue),
            WindowedLayer.ReadInitializer(config, start),
            Regularizer.Read(config, config.Spelled("embeddings_regularizer", "W_regularizer")),
            config.Flag("mask_zero", false));
    }

    internal static Embedding FromTorch(ConfigReader config)
    {
        config.Refuse("max_norm");
        config.Ignore("norm_type", "sparse", "device");
        if (config.Flag("scale_grad_by_freq", false)) throw config.Wrong("scale_grad_by_freq", "false");
        if (config.Has("padding_idx"))
            throw config.Wrong("padding_idx", "absent; Keras' Embedding with \"mask_zero\": true leaves the steps with 0 out");
        int rows = Size(config, "num_embeddings", MostRows), width = Size(config, "embedding_dim", int.MaxValue);
        return new Embedding(rows, width, new RandomNormal(stddev: 1));
    }

    private static int Size(ConfigReader config, string key, int most)
    {
        int size = config.Int(key);
        return size >= 1 && size <= most ? size
            : throw config.Wrong(key, string.Create(CultureInfo.InvariantCulture, $"between 1 and {most:N0}"));
    }

    private string Sentence(float number, int position)
    {
        string found = number.ToString("R", CultureInfo.InvariantCulture);
        string what = $"Layer '{Name}' looks up the rows 0 to {InputDim - 1} of its table, but a sample has {found} ";
        return what + $"at position {position}; " + (number >= InputDim && number < MostRows && number == MathF.Floor(number)
            ? $"make input_dim at least {(int)number + 1}, or replace the numbers that it does not know."
            : "give whole numbers from 0, without a scale.");
    }
}
