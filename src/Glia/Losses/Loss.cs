using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Layers;

namespace Glia.Losses;

/// <summary>How the losses of the rows of a batch become one number.</summary>
public enum Reduction
{
    /// <summary>Their mean: Keras' <c>sum_over_batch_size</c>, the default.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}

/// <summary>How wrong outputs are, and in which direction: the loss and its gradient in one pass.</summary>
public abstract class Loss
{
    private Reduction _reduction;

    /// <summary>Keras' name: <c>categorical_crossentropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How the losses of the rows become one number.</summary>
    public Reduction Reduction { get => _reduction; init => _reduction = value; }

    /// <summary>What the outputs are that it compares with the targets.</summary>
    public virtual LossInput Takes => LossInput.Values;

    /// <summary>Whether it takes what comes before softmax or sigmoid instead of probabilities.</summary>
    public bool FromLogits => Takes == LossInput.Logits;

    /// <summary>
    /// Keras' name of the activation that makes its probabilities of sums: <c>softmax</c> where the classes exclude each other,
    /// <c>sigmoid</c> where each output is a yes or no of its own; null where it takes no probabilities.
    /// </summary>
    public virtual string? ProbabilitiesBy => null;

    /// <summary>Whether the classes it compares exclude each other, so that the probabilities of a row sum to 1.</summary>
    public bool IsExclusive => ProbabilitiesBy == "softmax";

    /// <summary>Whether a target is the number of a class, and not a column an output.</summary>
    public virtual bool TakesClassNumbers => false;

    /// <summary>Whether it grows with the square of an error, so that its size is that of the targets squared.</summary>
    public virtual bool IsSquare => false;

    /// <summary>The smallest target that it tells from smaller ones; without a bound unless it takes logarithms.</summary>
    public virtual double LeastTarget => double.NegativeInfinity;

    /// <summary>Whether a single output above 0, rather than above one half, means yes.</summary>
    public bool AnswersBySign => Takes is LossInput.Logits or LossInput.Margins;

    /// <summary>Whether its targets are classes or their probabilities; else they are numbers to come near to.</summary>
    public bool TakesClasses => Takes is LossInput.Probabilities or LossInput.Logits or LossInput.Margins;

    /// <summary>The mean loss of perfect answers to 0/1 targets: 0 but where labels are smoothed.</summary>
    /// <param name="outputs">How many numbers an answer has: the last axis of the network's output.</param>
    public virtual double PerfectFor(int outputs) => 0;

    /// <summary>
    /// The loss of a batch, and its gradient. As in Keras outputs are compared along their last axis; every position of the axes before it
    /// counts as an answer of its own, and the mean is taken over all answers of all rows.
    /// </summary>
    /// <param name="outputs">What the network gave, <c>[rows, …, K]</c>.</param>
    /// <param name="targets">What <see cref="Gather"/> made of the targets, <c>[rows, …, K]</c>.</param>
    /// <param name="gradient">Receives the derivative in the outputs; empty if only the loss is wanted.</param>
    /// <param name="rowWeights">What the loss of each row is multiplied by; empty for 1.
    /// The mean still divides by the number of answers, as in Keras.</param>
    /// <param name="mask">Which steps of each row count, one number a step, 0 where it does not; empty for all. As in Keras the mean is
    /// that of the answers that count.</param>
    public double Compute(in Tensor outputs, in Tensor targets, in Tensor gradient, ReadOnlySpan<float> rowWeights = default,
        ReadOnlySpan<float> mask = default)
    {
        if (!mask.IsEmpty) return Masked(outputs, targets, gradient, rowWeights, mask);
        int columns = outputs.Shape.Last, answers = outputs.Rows * outputs.Shape.Positions;
        float scale = Reduction == Reduction.Mean ? 1f / answers : 1;
        Span<float> derivative = gradient.IsEmpty ? default : gradient.Values;
        double sum = rowWeights.IsEmpty
            ? Sum(outputs.Values, targets.Values, answers, columns, scale, derivative)
            : WeightedSum(outputs, targets, rowWeights, scale, derivative);
        return Reduction == Reduction.Mean ? sum / answers : sum;
    }

    /// <summary>
    /// The same loss taken before this activation, where the two can be computed together without losing digits; null where they cannot.
    /// </summary>
    /// <param name="activation">The activation of the last layer.</param>
    public virtual Loss? TogetherWith(ActivationFunction? activation) => null;

    /// <summary>Checks that these targets can be compared with such an output.</summary>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="output">The shape of one row of the network's outputs.</param>
    /// <exception cref="GliaException">They cannot.</exception>
    public virtual void Check(Targets targets, Shape output)
    {
        TargetShape.Require(targets, output);
        if (targets.Width != output.Size && targets.Width != 1)
            throw new GliaException($"The loss {Name} compares {Numbers(targets.Width)} a row in the targets with {Numbers(output.Size)} " +
                "from the network; make them equal.");
    }

    /// <summary>
    /// Writes target rows as the loss compares them. A target of one number against several outputs is compared with each,
    /// as Keras' broadcasting does.
    /// </summary>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="destination">Room for as many rows.</param>
    public virtual void Gather(Targets targets, ReadOnlySpan<int> rows, in Tensor destination)
    {
        int width = destination.Shape.Size;
        Span<float> values = destination.Values;
        if (targets.Width == width)
        {
            targets.Gather(rows, values);
            return;
        }
        targets.Gather(rows, values[..rows.Length]);
        for (int row = rows.Length - 1; row >= 0; row--) values.Slice(row * width, width).Fill(values[row]);
    }

    /// <summary>Its settings under Keras' names.</summary>
    public JsonObject Config()
    {
        var config = new JsonObject();
        WriteConfig(config);
        if (Reduction == Reduction.Sum) config["reduction"] = "sum";
        return config;
    }

    /// <summary>A loss by Keras' name.</summary>
    public static implicit operator Loss(string name) => LossCatalogue.Create(name, "loss");

    /// <summary>For the catalogue, which makes a loss first and then reads what every loss has.</summary>
    internal void ReduceBy(Reduction reduction) => _reduction = reduction;

    /// <summary>
    /// The sum of the losses of all answers, one a row of K columns; the gradient is multiplied by <paramref name="scale"/>.
    /// </summary>
    /// <param name="outputs">What the network gives, row after row.</param>
    /// <param name="targets">What it should give, of the same size.</param>
    /// <param name="rows">How many rows: positions, where a sample has several.</param>
    /// <param name="columns">How many numbers a row has.</param>
    /// <param name="scale">What the gradient is multiplied with: 1 over the rows for a mean.</param>
    /// <param name="gradient">Takes the gradient in the outputs; empty where nobody wants it.</param>
    protected abstract double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient);

    /// <summary>Writes the settings that only this loss has.</summary>
    /// <param name="config">Takes the settings, under the names that the catalogue's function reads.</param>
    protected virtual void WriteConfig(JsonObject config) { }

    // Row by row, so that no loss needs to know of weights: only what is weighted pays for the calls.
    private double WeightedSum(in Tensor outputs, in Tensor targets, ReadOnlySpan<float> rowWeights, float scale, Span<float> gradient)
    {
        int size = outputs.Shape.Size, positions = outputs.Shape.Positions;
        double sum = 0;
        for (int row = 0; row < outputs.Rows; row++)
        {
            Span<float> derivative = gradient.IsEmpty ? default : gradient.Slice(row * size, size);
            sum += rowWeights[row] * Sum(outputs.Row(row), targets.Row(row), positions, outputs.Shape.Last,
                scale * rowWeights[row], derivative);
        }
        return sum;
    }

    private double Masked(
        in Tensor outputs, in Tensor targets, in Tensor gradient, ReadOnlySpan<float> rowWeights, ReadOnlySpan<float> mask)
    {
        int columns = outputs.Shape.Last, answers = outputs.Rows * outputs.Shape.Positions, each = answers / mask.Length;
        int count = Math.Max(1, each * (mask.Length - mask.Count(0f)));
        float scale = Reduction == Reduction.Mean ? 1f / count : 1;
        double sum = 0;
        for (int answer = 0; answer < answers; answer++)
        {
            Span<float> derivative = gradient.IsEmpty ? default : gradient.Values.Slice(answer * columns, columns);
            if (mask[answer / each] == 0)
            {
                derivative.Clear();
                continue;
            }
            float weight = rowWeights.IsEmpty ? 1 : rowWeights[answer / outputs.Shape.Positions];
            ReadOnlySpan<float> output = outputs.Values.Slice(answer * columns, columns);
            sum += weight * Sum(output, targets.Values.Slice(answer * columns, columns), 1, columns, scale * weight, derivative);
        }
        return Reduction == Reduction.Mean ? sum / count : sum;
    }

    /// <summary>Checks that there is a column of targets for each output.</summary>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="output">The shape of one row of the network's outputs.</param>
    /// <param name="classNumbers">What to do where the targets are numbers of classes.</param>
    /// <exception cref="GliaException">There is not.</exception>
    private protected void CheckOneHot(Targets targets, Shape output, string classNumbers)
    {
        bool areNumbers = TargetShape.AreClassNumbers(targets, output);
        if (!areNumbers) TargetShape.Require(targets, output);
        if (targets.Width == output.Size && !areNumbers) return;
        throw new GliaException(targets.Width == 1 || areNumbers
            ? $"The loss {Name} needs targets of {output.Spoken} numbers a row (one-hot) but gets class numbers; {classNumbers}."
            : $"The loss {Name} gets targets of {Numbers(targets.Width)} a row but the network gives {Numbers(output.Size)}; " +
                $"the last layer needs {targets.Width} units.");
    }

    private protected static string Numbers(int count) => count == 1 ? "1 number" : $"{count} numbers";
}
