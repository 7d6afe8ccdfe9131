using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>How the first step moves the weights.</summary>
/// <param name="Optimizer">The optimizer as an experiment says it.</param>
/// <param name="Kind">PyTorch's class name; null where the program moves the weights itself.</param>
/// <param name="Moved">The weights that a step moves; null where all are.</param>
/// <param name="Passes">Backward passes that go into a step.</param>
/// <param name="RateScale">How many times as large as the program's the rate is.</param>
internal sealed record TorchUpdate(JsonObject Optimizer, string? Kind, IReadOnlySet<int>? Moved, int Passes, double RateScale)
{
    // A rate that follows from float32 numbers is known to so many parts. Derived.
    private const double Rounding = 1e-3;

    /// <summary>Backward passes before the first step whose gradients were cleared before anything was moved by them.</summary>
    public int Lost { get; private init; }

    /// <summary>Where the optimizer is made; null where there is none.</summary>
    public CallSite? Site { get; private init; }

    /// <summary>The settings that PyTorch has, by their names.</summary>
    public JsonElement Settings { get; private init; }

    /// <summary>Reads it.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="backward">The first backward pass.</param>
    /// <param name="step">The first step of an optimizer; -1 if none was made.</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="NotUnderstood">Glia has no such optimizer, or the weights stay as they are.</exception>
    public static TorchUpdate Read(TorchRecord record, int backward, int step, TorchLoss loss)
    {
        if (step < 0) return ByHand(record, backward, loss);
        JsonElement said = record.Events[step];
        JsonElement optimizer = record.Said.GetProperty("optimizers")[said[1].GetInt32()];
        for (int next = record.Next("step", step + 1); next >= 0; next = record.Next("step", next + 1))
            if (record.Events[next][1].GetInt32() != said[1].GetInt32()) throw new NotUnderstood("several optimizers, a step each");
        int passes = 0, lost = 0;
        for (int i = backward; i >= 0 && i < step; i = record.Next("backward", i + 1))
        {
            if (passes > 0 && IsCleared(record, record.Events[i][3])) (passes, lost) = (0, lost + passes);
            passes++;
        }
        // Of every pass the share of its rows in the step.
        double scale = loss.Scale * passes;
        string kind = optimizer.GetProperty("kind").GetString()!;
        JsonObject words = TorchOptimizer.Read(kind, optimizer.GetProperty("module").GetString()!, said[6], scale);
        int clip = record.Next("clip", backward);
        if (clip >= 0 && clip < step)
        {
            bool isNorm = record.Events[clip][1].GetString() == "clip_grad_norm_";
            words[isNorm ? "global_clipnorm" : "clipvalue"] = record.Events[clip][2].GetDouble();
        }
        HashSet<int> moved = [.. said[2].EnumerateArray().Select(one => one.GetInt32())];
        return new TorchUpdate(words, kind, moved, passes, kind == "SGD" ? scale : 1)
        {
            Lost = lost,
            Site = CallSite.Read(optimizer, "site"),
            Settings = said[6][0],
        };
    }

    // Before the pass no weight has a gradient, or all are zero.
    private static bool IsCleared(TorchRecord record, JsonElement gradients) => gradients.EnumerateObject().All(one =>
        one.Value.ValueKind == JsonValueKind.Null || record.Array(one.Value)?.ToDoubles().All(number => number == 0) == true);

    // w = w - rate * gradient, with the same rate for all.
    private static TorchUpdate ByHand(TorchRecord record, int backward, TorchLoss loss)
    {
        double? rate = null;
        foreach (JsonProperty weight in record.Events[backward][4].EnumerateObject())
        {
            int number = int.Parse(weight.Name, System.Globalization.CultureInfo.InvariantCulture);
            if (record.Array(weight.Value) is not { } gradient || record.Values[number].Contents is not { } before) continue;
            // The same tensor, or one of its shape, that takes its part in the next pass.
            TorchValue? after = record.Values.Skip(number + 1).FirstOrDefault(value => value.IsWeight && value.Contents is not null
                && value.Shape.SequenceEqual(record.Values[number].Shape) && value.Identity == record.Values[number].Identity);
            if (after is null) continue;
            if (RateOf(before, after.Contents!, gradient) is not { } found
                || (rate is { } same && Math.Abs(found - same) > Rounding * same))
                throw new NotUnderstood("how the weights are updated: not by a rate times their gradients");
            rate = found;
        }
        if (rate is not > 0) throw new NotUnderstood("a step: no weights were seen to move");
        var words = new JsonObject
        {
            ["class_name"] = "torch.optim.SGD",
            ["learning_rate"] = (float)(Words.Rounded(rate.Value) * loss.Scale),
        };
        return new TorchUpdate(words, null, null, 1, loss.Scale);
    }

    private static double? RateOf(NdArray before, NdArray after, NdArray gradient)
    {
        double[] was = before.ToDoubles(), now = after.ToDoubles(), slope = gradient.ToDoubles();
        double along = 0, squared = 0, moved = 0;
        for (int i = 0; i < was.Length; i++)
        {
            along += (was[i] - now[i]) * slope[i];
            squared += slope[i] * slope[i];
            moved += (was[i] - now[i]) * (was[i] - now[i]);
        }
        if (squared == 0) return null;
        double rate = along / squared;
        return moved - rate * along <= 0.01 * moved ? rate : null;
    }
}
