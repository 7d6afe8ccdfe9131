using Glia.Doctor.Reference;
using Glia.Files;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>Writes a step as the arrays of a trace: docs/trace.md.</summary>
internal static class TraceArrays
{
    // What a finding about an evaluation may point at: all of it is seen where the answers are taken.
    private static readonly string[] s_evaluated = ["eval_predictions", "reported_accuracy", "eval_x", "eval_outputs"];

    /// <summary>The arrays by name.</summary>
    /// <param name="step">The step.</param>
    /// <param name="folder">The program's folder: names of files are told from there.</param>
    public static Dictionary<string, NdArray> Of(RecordedStep step, string folder)
    {
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = Array(step.X),
            ["y"] = Array(step.Y),
            ["activations"] = NdArray.From([.. step.Layers.Select(layer => layer.Activation)]),
            ["layout"] = NdArray.Scalar("in_out"),
            ["samples"] = NdArray.Scalar("rows"),
        };
        Add(arrays, "outputs", step.Outputs);
        if (step.Training is { } training)
        {
            Add(arrays, "train_x", training.X);
            Add(arrays, "train_y", training.Y);
        }
        for (int i = 0; i < step.Layers.Count; i++)
        {
            RecordedLayer layer = step.Layers[i];
            Add(arrays, $"w{i + 1}", layer.Weights);
            Add(arrays, $"b{i + 1}", layer.Bias);
            Add(arrays, $"w{i + 1}_after", layer.WeightsAfter);
            Add(arrays, $"b{i + 1}_after", layer.BiasAfter);
            Add(arrays, $"grad_w{i + 1}", layer.Gradient);
            Add(arrays, $"grad_b{i + 1}", layer.BiasGradient);
            Add(arrays, $"dropout_mask{i + 1}", layer.Mask);
        }
        if (step.Layers.Select(layer => layer.BiasRow).FirstOrDefault(row => row is not null) is { } biases)
            arrays["bias_row"] = NdArray.Scalar(biases.IsLast ? "last" : "first");
        if (step.Slope is { } slope) arrays["negative_slope"] = NdArray.Scalar(slope);
        if (step.Rate is { } rate) arrays["learning_rate"] = NdArray.Scalar(rate);
        if (step.Optimizer is { } optimizer) arrays["optimizer"] = NdArray.Scalar(optimizer);
        if (step.Step is { } number) arrays["step"] = NdArray.Scalar(number);
        if (step.Steps is { } all) arrays["steps"] = NdArray.Scalar(all);
        if (step.StepsAtLeast is { } least) arrays["steps_at_least"] = NdArray.Scalar(least);
        for (int i = 0; i < (step.Start?.Count ?? 0); i++)
        {
            Add(arrays, $"w{i + 1}_start", step.Start![i].Weights);
            Add(arrays, $"b{i + 1}_start", step.Start[i].Bias is { Rows: 1 } bias ? bias : null);
        }
        if (step.Evaluation is { } evaluation) Add(arrays, evaluation);
        // What is evaluated is what is trained on, and nobody pretends otherwise: batches are parts of it, or of as many rows in another
        // order. Whether it holds the rows of the step its reader sees.
        if (step.Evaluation is { } own
            && own.TakenFrom.Any(part => step.TrainedOn.Any(trained => part.Meets(trained) || part.IsAsLong(trained))))
            arrays["eval_rows"] = NdArray.Scalar("training");
        var sources = new Dictionary<string, Statement>(step.Sources);
        if (step.Evaluation?.At is { } at)
            foreach (string name in s_evaluated) sources[name] = at;
        arrays["sources"] = NdArray.From([.. sources.OrderBy(source => source.Key, StringComparer.Ordinal)
            .Select(source => Text(source.Key, source.Value, folder))]);
        return arrays;
    }

    private static void Add(Dictionary<string, NdArray> arrays, RecordedAnswers evaluation)
    {
        Add(arrays, "eval_x", evaluation.X);
        Add(arrays, "eval_y", evaluation.Y);
        Add(arrays, "eval_outputs", evaluation.Outputs);
        if (evaluation.Predictions is { } predictions) arrays["eval_predictions"] = NdArray.From(predictions.Values);
        if (evaluation.Reported is { } reported) arrays["reported_accuracy"] = NdArray.Scalar(reported);
    }

    private static string Text(string array, Statement at, string folder)
    {
        // A comma would end the name.
        string name = (at.Targets is [var only] ? only : array).Replace(",", ";", StringComparison.Ordinal);
        return $"{array}: {name}, {Path.GetRelativePath(folder, at.File)}:{at.First}";
    }

    private static void Add(Dictionary<string, NdArray> arrays, string name, Matrix? numbers)
    {
        if (numbers is not null) arrays[name] = Array(numbers);
    }

    private static NdArray Array(Matrix numbers) => NdArray.From(numbers.Values, numbers.Rows, numbers.Columns);
}
