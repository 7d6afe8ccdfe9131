using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Files;
using Glia.Metrics;

namespace Glia.Experiments;

/// <summary>What a saved model answers to some rows.</summary>
public sealed class ModelPredictions
{
    private readonly float[] _outputs;
    private readonly int _width;
    private readonly Accuracy _accuracy;

    private ModelPredictions(float[] outputs, int width, IReadOnlyList<string>? classNames, Accuracy accuracy) =>
        (_outputs, _width, ClassNames, _accuracy) = (outputs, width, classNames, accuracy);

    /// <summary>What the classes are called; null if the network names no classes, or one for each position of an output of several dimensions.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => _outputs.Length / _width;

    /// <summary>The network's outputs for one row.</summary>
    public ReadOnlySpan<float> this[int row] => _outputs.AsSpan(row * _width, _width);

    /// <summary>The class one row is given.</summary>
    public int Class(int row) => _accuracy.Predicted(this[row]);

    /// <summary>Asks a model about every row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="raw">The inputs as their source holds them.</param>
    /// <exception cref="GliaException">The inputs do not fit the model.</exception>
    public static ModelPredictions Of(Model model, Features raw)
    {
        Features inputs = ModelUse.Inputs(model, raw);
        int width = model.Network.OutputShape.Size;
        var outputs = new float[checked(inputs.Rows * width)];
        var sample = new float[inputs.Shape.Size];
        int[] one = [0];
        for (int row = 0; row < inputs.Rows; row++)
        {
            one[0] = row;
            inputs.Gather(one, sample);
            model.Network.Predict(sample, outputs.AsSpan(row * width, width));
        }
        bool bySign = model.Loss is not null && ModelUse.Loss(model).AnswersBySign;
        return new ModelPredictions(outputs, width, model.Network.OutputShape.Positions == 1 ? model.ClassNames : null,
            new Accuracy(width == 1 ? AccuracyKind.Binary : AccuracyKind.Categorical, bySign ? 0 : 0.5f));
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
            answer["outputs"] = new JsonArray(this[row].ToArray().Select(value => RunSummary.Finite(value)).ToArray());
            rows.Add(answer);
        }
        return JsonLayout.Write(new JsonObject { ["seen"] = seen, ["predictions"] = rows, ["glia_version"] = GliaVersion.Text });
    }
}
