using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Experiments.Recorded;
using Glia.Files;
using Glia.Kernels;
using Glia.Losses;
using Glia.Metrics;
using Glia.Settings;

namespace Glia.Models;

/// <summary>What a saved model answers to some rows.</summary>
public sealed class ModelPredictions
{
    private readonly float[,] _outputs;
    private readonly Accuracy _accuracy;
    private readonly Loss? _loss;

    private ModelPredictions(float[,] outputs, IReadOnlyList<string>? classNames, Accuracy accuracy, Loss? loss) =>
        (_outputs, ClassNames, _accuracy, _loss) = (outputs, classNames, accuracy, loss);

    /// <summary>
    /// What the classes are called; null if the network names no classes, or one for each position of an output of several dimensions.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>What the classes are called where the network names one at each step of a sequence; else null.</summary>
    public IReadOnlyList<string>? StepClassNames { get; private init; }

    /// <summary>The shape of the outputs for one row.</summary>
    public Shape Shape { get; private init; }

    /// <summary>How many steps a row has: the positions of its outputs.</summary>
    public int Steps => Shape.Positions;

    /// <summary>What the labels are called where each output is a yes or no of its own (multilabel); else null.</summary>
    public IReadOnlyList<string>? LabelNames { get; private init; }

    /// <summary>How many rows there are.</summary>
    public int Rows => _outputs.GetLength(0);

    /// <summary>
    /// How many rows the network answers by NaN or infinity, which is no answer: its weights or the row's inputs are out of all range.
    /// </summary>
    public int RowsWithoutAnswer =>
        Enumerable.Range(0, Rows).Count(row => this[row].ContainsAnyExceptInRange(-float.MaxValue, float.MaxValue));

    /// <summary>The network's outputs for one row: a number a class, or the values.</summary>
    /// <param name="row">Which row, from 0.</param>
    public ReadOnlySpan<float> this[int row] => MemoryMarshal.CreateReadOnlySpan(ref _outputs[row, 0], _outputs.GetLength(1));

    /// <summary>The class one row is given, from 0.</summary>
    /// <param name="row">Which row of what was asked, from 0.</param>
    public int Class(int row) => _accuracy.Predicted(this[row]);

    /// <summary>The class that a step of a row is given, from 0.</summary>
    /// <param name="row">Which row of what was asked, from 0.</param>
    /// <param name="step">Which step of it, from 0.</param>
    public int ClassAt(int row, int step) => _accuracy.Predicted(At(row, step));

    /// <summary>The outputs for one step of a row.</summary>
    /// <param name="row">Which row, from 0.</param>
    /// <param name="step">Which step of it, from 0.</param>
    public ReadOnlySpan<float> At(int row, int step) => this[row].Slice(step * Shape.Last, Shape.Last);

    /// <summary>
    /// The probability of each class for one row, from class 0; of one output p they are 1 - p and p.
    /// Logits go through softmax or sigmoid first.
    /// </summary>
    /// <param name="row">Which row of what was asked, from 0.</param>
    /// <exception cref="GliaException">The network was trained by a loss that takes scores, such as hinge.</exception>
    public float[] Probabilities(int row) => Probabilities(this[row]);

    /// <summary>The probability of each class for one step of a row, as <see cref="Probabilities(int)"/> gives them.</summary>
    /// <param name="row">Which row of what was asked, from 0.</param>
    /// <param name="step">Which step of it, from 0.</param>
    /// <exception cref="GliaException">The network was trained by a loss that takes scores, such as hinge.</exception>
    public float[] ProbabilitiesAt(int row, int step) => Probabilities(At(row, step));

    private float[] Probabilities(ReadOnlySpan<float> outputs)
    {
        if (_loss is { AnswersBySign: true, FromLogits: false })
            throw new GliaException($"A network trained with {_loss.Name} gives scores and no probabilities; leave out --proba.");
        return ClassProbabilities.Of(outputs, _loss);
    }

    /// <summary>All outputs as one array in the shape of the targets, a row first: what <c>model.predict</c> of Keras gives.</summary>
    public NdArray ToArray() => NdArray.From(
        _outputs.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref _outputs[0, 0], _outputs.Length), [Rows, .. Shape.ToArray()]);

    /// <summary>The probability of each label for one row; a label above one half is given.</summary>
    /// <param name="row">Which row of what was asked, from 0.</param>
    public float[] LabelProbabilities(int row)
    {
        float[] answer = this[row].ToArray();
        return _loss is { FromLogits: true } ? Array.ConvertAll(answer, logit => 1 / (1 + MathF.Exp(-logit))) : answer;
    }

    /// <summary>The names of the labels that one row is given.</summary>
    /// <param name="row">Which row of what was asked, from 0.</param>
    /// <exception cref="InvalidOperationException">The network gives no labels.</exception>
    public IReadOnlyList<string> Labels(int row)
    {
        IReadOnlyList<string> names = LabelNames
            ?? throw new InvalidOperationException("The model gives no labels: it predicts a class or values.");
        float[] shares = LabelProbabilities(row);
        return [.. names.Where((_, label) => shares[label] > 0.5f)];
    }

    /// <summary>The answers as a CSV table: a line a row, under the names of the classes if probabilities are wanted.</summary>
    /// <param name="probabilities">Whether the probability of each class is wanted, not only the likeliest class.</param>
    /// <param name="files">The file that each row was, where each was one: the first column, <c>file</c>.</param>
    /// <exception cref="GliaException">Probabilities are wanted of a network that names no classes.</exception>
    public string ToCsv(bool probabilities, IReadOnlyList<string>? files = null)
    {
        var csv = new PredictionsCsv(this, files);
        return probabilities ? csv.Probabilities() : csv.Answers();
    }

    /// <summary>The name of the class one row is given.</summary>
    /// <param name="row">Which row of what was asked, from 0.</param>
    /// <exception cref="InvalidOperationException">The network names no classes.</exception>
    public string ClassName(int row) => ClassNames?[Class(row)]
        ?? throw new InvalidOperationException("The model has no class names: it predicts values, or was saved without them.");

    /// <summary>Asks a model about every row, on all threads; the bits are those of asking one by one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="raw">The inputs as their source holds them.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <param name="progress">Told how many rows are done, after every few hundred; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="GliaException">The inputs do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static ModelPredictions Of(
        Model model, Features raw, Workers? workers = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        return Of(model, model.Network.Predict(ModelUse.Views(model, raw), workers, progress, cancellationToken));
    }

    /// <summary>The same in memory that is there already.</summary>
    internal static ModelPredictions Of(Model model, Features raw, Workspace workspace) =>
        Of(model, model.Network.Predict(ModelUse.Views(model, raw), workspace));

    private static ModelPredictions Of(Model model, float[,] outputs)
    {
        if (model.TargetScaler is { } scaler && outputs.Length > 0)
        {
            Span<float> all = MemoryMarshal.CreateSpan(ref outputs[0, 0], outputs.Length);
            scaler.Undo(all, all);
        }
        Loss? loss = model.Loss is null ? null : ModelUse.Loss(model);
        Shape shape = model.Network.OutputShape;
        bool steps = shape.Positions > 1;
        AccuracyKind kind = shape.Last == 1 ? AccuracyKind.Binary : AccuracyKind.Categorical;
        IReadOnlyList<string>? names = model.AnswersLabels ? null : model.ClassNames;
        return new ModelPredictions(outputs, steps ? null : names, new Accuracy(kind, loss is { AnswersBySign: true } ? 0 : 0.5f), loss)
        {
            Shape = shape,
            StepClassNames = steps ? names : null,
            LabelNames = model.AnswersLabels ? Models.LabelNames.AtSteps(model, shape) : null,
        };
    }

    /// <summary>The answers as JSON.</summary>
    /// <param name="seen">How the input was made ready, if there is something to say.</param>
    /// <param name="files">The file that each row was, where each was one.</param>
    public string ToJson(string? seen = null, IReadOnlyList<string>? files = null)
    {
        var rows = new JsonArray();
        for (int row = 0; row < Rows; row++)
        {
            var answer = new JsonObject();
            if (files is not null) answer["file"] = files[row];
            if (ClassNames is not null) (answer["class"], answer["class_name"]) = (Class(row), ClassNames[Class(row)]);
            if (LabelNames is not null) answer["labels"] = new JsonArray([.. Labels(row).Select(name => (JsonNode)name)]);
            if (StepClassNames is { } classes)
            {
                int[] named = [.. Enumerable.Range(0, Steps).Select(step => ClassAt(row, step))];
                answer["classes"] = RunSummary.Numbers(named);
                answer["class_names"] = new JsonArray([.. named.Select(label => (JsonNode)classes[label])]);
            }
            answer["outputs"] = Nested(this[row].ToArray(), 0);
            rows.Add((JsonNode)answer);
        }
        return JsonLayout.Write(new JsonObject { ["seen"] = seen, ["predictions"] = rows, ["glia_version"] = GliaVersion.Text });
    }

    // A list for each axis, as numpy's tolist() has it.
    private JsonArray Nested(ReadOnlyMemory<float> values, int axis)
    {
        var list = new JsonArray();
        int size = values.Length / Shape[axis];
        for (int i = 0; i < Shape[axis]; i++)
            list.Add(axis == Shape.Rank - 1 ? RunSummary.Finite(values.Span[i]) : Nested(values.Slice(i * size, size), axis + 1));
        return list;
    }
}
