using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>The loss of a step.</summary>
/// <param name="Call">The call that gives it.</param>
/// <param name="Outputs">What it was given of the network.</param>
/// <param name="Targets">What that is compared with.</param>
/// <param name="Words">The loss as an experiment says it.</param>
internal sealed record TorchLoss(TorchOperation Call, int Outputs, int Targets, JsonObject Words)
{
    // PyTorch's names of losses that are functions, as modules.
    private static readonly Dictionary<string, string> s_modules = new()
    {
        ["cross_entropy"] = "CrossEntropyLoss",
        ["nll_loss"] = "NLLLoss",
        ["binary_cross_entropy"] = "BCELoss",
        ["binary_cross_entropy_with_logits"] = "BCEWithLogitsLoss",
        ["mse_loss"] = "MSELoss",
        ["l1_loss"] = "L1Loss",
        ["smooth_l1_loss"] = "SmoothL1Loss",
        ["huber_loss"] = "HuberLoss",
    };

    /// <summary>PyTorch's name of the module that it is: <c>CrossEntropyLoss</c>.</summary>
    public string Called => s_modules.GetValueOrDefault(Call.Name, "the loss");

    /// <summary>How many times as large as a mean the gradient is: the number of outputs where they are summed.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Whether it takes logarithms of probabilities and was given something else.</summary>
    public bool WantsLogarithms { get; init; }

    /// <summary>What is added for the size of the weights; null if nothing is.</summary>
    public TorchPenalty? Penalty { get; init; }

    /// <summary>What that is multiplied with besides.</summary>
    public double PenaltyScale { get; init; } = 1;

    /// <summary>What the loss of a row is multiplied with, by its class; null where it is nothing.</summary>
    public double[]? OfClasses { get; init; }

    /// <summary>Whether the sum over the rows is divided by what their weights sum to, and not by their number.</summary>
    public bool IsMeanOfWeights { get; init; }

    /// <summary>
    /// The weights of the classes as an experiment has them, where a sum of rows is divided by their number; null if there are none.
    /// </summary>
    /// <param name="labels">The class of each row that trains.</param>
    public JsonObject? ClassWeight(ReadOnlySpan<float> labels)
    {
        if (OfClasses is not { } weights) return null;
        double sum = 0;
        foreach (float label in labels) sum += label >= 0 && label < weights.Length ? weights[(int)label] : 0;
        double mean = IsMeanOfWeights && sum > 0 ? sum / labels.Length : 1;
        var said = new JsonObject();
        for (int i = 0; i < weights.Length; i++)
            said[i.ToString(System.Globalization.CultureInfo.InvariantCulture)] = (float)(weights[i] / mean);
        return said;
    }

    /// <summary>Whether a call is a loss that PyTorch has.</summary>
    public static bool IsLoss(TorchOperation call) => s_modules.ContainsKey(call.Name);

    /// <summary>Reads the loss from which a backward pass began.</summary>
    /// <exception cref="NotUnderstood">It is none that Glia has.</exception>
    public static TorchLoss Read(TorchRecord record, int root)
    {
        double scale = 1;
        int value = root;
        TorchOperation? call = record.MakerOf(value);
        // A loss that is divided, as where the gradients of several batches are added up on purpose.
        while (call is { Name: "div" or "__truediv__" or "mul" or "__mul__" or "true_divide" or "__rmul__" } && Literal(call) is { } factor
            && call.Tensors.Count() == 1)
        {
            scale *= call.Name.Contains("mul", StringComparison.Ordinal) ? factor : 1 / factor;
            value = call.Tensors.First();
            call = record.MakerOf(value);
        }
        // The mean of one number is that number.
        while (call is { Name: "mean" or "sum" } && Only(call) is { } single && record.Values[single].Length == 1
            && record.MakerOf(single) is { } inner) call = inner;
        if (call is null) throw new NotUnderstood("what the backward pass begins from: no call made it");
        // What is added for the size of the weights belongs to the layers.
        if (call.Name is "add" or "__add__" or "__radd__" or "__iadd__" or "add_" && call.Tensors.ToArray() is [var one, var other])
        {
            foreach (var (of, added) in ((int, int)[])[(one, other), (other, one)])
                if (TorchPenalty.Read(record, added) is { } penalty && Read(record, of) is { Penalty: null } rest)
                    return rest with { Scale = rest.Scale * scale, Penalty = penalty, PenaltyScale = scale };
        }
        TorchLoss loss = Named(record, call) ?? ByHand(record, call) ?? TorchLossByNumbers.Read(record, call) ?? throw new NotUnderstood(
            $"the loss, {call.Name}{(record.StatementAt(call.Place) is { } at ? $" in line {at.Line}" : "")}, which is none that Glia has");
        return loss with { Scale = loss.Scale * scale };
    }

    private static double? Literal(TorchOperation call) => call.Said[2].GetArrayLength() == 2
        ? call.Said[2].EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Number).Select(part => (double?)part.GetDouble())
            .FirstOrDefault()
        : null;

    private static TorchLoss? Named(TorchRecord record, TorchOperation call)
    {
        string? name = call.Name switch
        {
            "cross_entropy" or "nll_loss" => "sparse_categorical_crossentropy",
            "binary_cross_entropy" or "binary_cross_entropy_with_logits" => "binary_crossentropy",
            "mse_loss" => "mean_squared_error",
            "l1_loss" => "mean_absolute_error",
            "smooth_l1_loss" or "huber_loss" => "huber",
            _ => null,
        };
        if (name is null || call.Tensor("input", 0) is not { } outputs || call.Tensor("target", 1) is not { } targets) return null;
        // A distance is the same from either side: mse_loss(y, p) is mse_loss(p, y).
        if (name is "mean_squared_error" or "mean_absolute_error" or "huber" && !record.DependsOnWeights(outputs)
            && record.DependsOnWeights(targets)) (outputs, targets) = (targets, outputs);
        int? weights = call.Tensor("weight", 2) ?? call.Tensor("pos_weight", -1);
        bool isByClass = call.Name is "cross_entropy" or "nll_loss" && record.Values[targets].Shape.Length == 1;
        bool isOfPositives = call.Tensor("weight", 2) is null && record.Values[outputs].Shape is [_, 1] or [_];
        if (weights is { } given && (record.Values[given].Contents is null || !(isByClass || isOfPositives)))
            throw new NotUnderstood("the weights of the loss's rows or outputs");
        string reduction = call.Argument("reduction", -1) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "mean";
        if (reduction == "none") return null;
        var words = new JsonObject { ["class_name"] = name };
        if (call.Name is "cross_entropy" or "nll_loss" or "binary_cross_entropy_with_logits") words["from_logits"] = true;
        bool classes = call.Name is "cross_entropy" or "nll_loss";
        if (classes && record.Values[targets].Shape.Length == 2) words["class_name"] = "categorical_crossentropy";
        if (classes && record.Values[outputs].Shape.Length != 2)
            throw new NotUnderstood($"a loss over outputs of {record.Values[outputs].Shape.Length} axes");
        if (call.Number("label_smoothing", -1) is > 0 and var smoothing) words["label_smoothing"] = (float)smoothing;
        if (call.Number(call.Name == "huber_loss" ? "delta" : "beta", -1) is { } delta && name == "huber") words["delta"] = (float)delta;
        long summed = reduction == "sum" ? classes ? record.Values[outputs].Shape[0] : record.Values[outputs].Length : 1;
        // A logarithm of a softmax is what the loss makes of logits itself.
        bool logged = record.MakerOf(outputs)?.Name is "log_softmax" or "log" or "logsigmoid";
        return new TorchLoss(call, outputs, targets, words)
        {
            Scale = summed,
            WantsLogarithms = call.Name == "nll_loss" && !logged,
            OfClasses = weights is not { } by ? null
                : isByClass ? record.Values[by].Contents!.ToDoubles() : [1, record.Values[by].Contents!.GetDouble(0)],
            IsMeanOfWeights = isByClass && reduction == "mean",
        };
    }

    // The mean, or the sum, of squared differences.
    private static TorchLoss? ByHand(TorchRecord record, TorchOperation call)
    {
        if (call.Name is not ("mean" or "sum") || Only(call) is not { } squares || record.MakerOf(squares) is not { } square) return null;
        double factor = 1;
        // Half of each square, as in 0.5 * (p - y) ** 2.
        while (square.Name is "mul" or "__mul__" or "__rmul__" or "div" or "__truediv__" && Literal(square) is { } by
            && Only(square) is { } within && record.MakerOf(within) is { } of)
        {
            factor *= square.Name.Contains("mul", StringComparison.Ordinal) ? by : 1 / by;
            square = of;
        }
        if (call.Argument("dim", 1).ValueKind == JsonValueKind.Number) return null;
        int[] parts = [.. square.Tensors];
        bool isSquare = square.Name switch
        {
            "pow" or "__pow__" => square.Number("exponent", 1) == 2,
            "square" => true,
            "mul" or "__mul__" => parts is [var one, var other] && one == other,
            _ => false,
        };
        if (!isSquare && square.Name != "abs" || record.MakerOf(parts[0]) is not { Name: "sub" or "__sub__" or "__rsub__" } difference
            || difference.Tensors.Take(2).ToArray() is not [var left, var right]) return null;
        (int outputs, int targets) = record.DependsOnWeights(left) ? (left, right) : (right, left);
        var words = new JsonObject { ["class_name"] = isSquare ? "mean_squared_error" : "mean_absolute_error" };
        return new TorchLoss(call, outputs, targets, words)
        {
            Scale = factor * (call.Name == "sum" ? record.Values[squares].Length : 1),
        };
    }

    private static int? Only(TorchOperation call) => call.Tensors.ToArray() is [var one] ? one : null;
}
