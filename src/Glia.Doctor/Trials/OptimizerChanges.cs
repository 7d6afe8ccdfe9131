using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>Repairs of how the weights follow the gradient: rate, optimizer, clip, schedule, batch, length of the run.</summary>
internal static class OptimizerChanges
{
    private const float LargeDecay = 1e-3f;
    private static readonly Where Update = new(Phase: Phases.Update);

    /// <summary>All but the learning rate.</summary>
    public static IEnumerable<Change> For(Variant variant)
    {
        if (Odd(variant.Optimizer) is { } odd)
            yield return new Change(Faults.OptimizerSettings, string.Create(CultureInfo.InvariantCulture, $"{odd.Key} {odd.Was:G3} to {odd.Usual:G3}"), Update,
                string.Create(CultureInfo.InvariantCulture, $"Set {odd.Key} to {odd.Usual:G3}."), v => v.WithOptimizer(odd.Key, (float)odd.Usual));
        // Where the rate is so high that only its decay kept it in check, both have to be mended.
        if (variant.Optimizer["decay"] is { } node && node.GetValue<float>() is var decay and >= LargeDecay)
            yield return new Change(Faults.OptimizerSettings, string.Create(CultureInfo.InvariantCulture, $"decay {decay:G3} to 0 and a tenth of the learning rate"), Update,
                string.Create(CultureInfo.InvariantCulture, $"Set decay to 0 and the learning rate to {variant.Rate / 10:G3}."), v => v.WithOptimizer("decay", 0f).WithOptimizer("learning_rate", (float)Words.Rounded(v.Rate / 10)));
        string? clip = ((string[])["clipnorm", "global_clipnorm", "clipvalue"]).FirstOrDefault(key => variant.Optimizer[key] is not null);
        if (clip is not null)
            yield return new Change(Faults.ClipTooLow, "gradients not clipped", Update, $"Raise {clip} a hundredfold, or remove it.", v => v.WithOptimizer(clip, null));
        if (variant.Schedule is JsonObject schedule && schedule["class_name"]!.GetValue<string>() is "step" or "exponential")
            yield return new Change(Faults.OptimizerSettings, "constant learning rate", Update, "Let the learning rate fall more slowly, or keep it constant.", v => v with { Schedule = "constant" }) { Generic = true };

        int batch = variant.Options.BatchSize, rows = variant.Data.Rows;
        // Who counts an epoch in steps has set how many rows are seen; a larger batch gets no more of them.
        if (batch <= 2 && rows > 32)
            yield return Batch(variant, 32, variant.Options.StepsPerEpoch is null ? 1.0 / 4 : batch / 32.0);
        else if (variant.StepsPerEpoch < 10 && rows >= 64 && batch > 32)
            yield return Batch(variant, 32, Math.Min(20, Math.Min(batch, rows) / 32.0));
        if (variant.Optimizer["class_name"]!.GetValue<string>() is not "Adam")
            yield return new Change(Faults.UnsuitedOptimizer, "Adam at 0.001", Update, "Use Adam at 0.001.",
                v => v with { Optimizer = new JsonObject { ["class_name"] = "Adam", ["learning_rate"] = 0.001f } })
            { Generic = true };
        yield return Longer(variant, 10) with { Generic = true, LeastHarm = 0.1 };
    }

    /// <summary>So many times the epochs.</summary>
    public static Change Longer(Variant variant, int factor) => new(Faults.StoppedTooEarly, $"{(factor == 10 ? "ten" : $"{factor}")} times as many epochs", new Where(Phase: Phases.Training),
        $"Train for {factor * variant.Options.Epochs} epochs instead of {variant.Options.Epochs}.", v => v with { Options = v.Options with { Epochs = factor * v.Options.Epochs } })
    {
        StepsFactor = factor,
    };

    /// <summary>The same with another learning rate.</summary>
    public static Change Rate(Variant variant, double factor)
    {
        double was = Words.Rounded(variant.Rate), now = Words.Rounded(was * factor);
        Fault fault = factor < 1 ? Faults.LearningRateTooHigh : Faults.LearningRateTooLow;
        return new Change(fault, $"learning rate {Words.Number(was)} to {Words.Number(now)}", Update,
            $"Set the learning rate to {Words.Number(now)} instead of {Words.Number(was)}; glia find-rate shows the curve.",
            v => v.WithOptimizer("learning_rate", (float)Words.Rounded(v.Rate * factor)));
    }

    private static Change Batch(Variant variant, int size, double steps) => new(Faults.UnsuitableBatchSize,
        $"batch of {size} instead of {Math.Min(variant.Options.BatchSize, variant.Data.Rows)} rows", Update,
        $"Use a batch of {size} rows: {(variant.Data.Rows + size - 1) / size} updates an epoch instead of {variant.StepsPerEpoch}.",
        v => v with { Options = v.Options with { BatchSize = size, StepsPerEpoch = null } })
    {
        StepsFactor = steps,
        // The whole set, or one row of it, is no batch. Between them it is a matter of degree, and a large one is often meant.
        LeastHarm = variant.StepsPerEpoch <= 1 || variant.Options.BatchSize <= 2 ? 0.05 : 0.15,
    };

    private static (string Key, double Was, double Usual)? Odd(JsonObject optimizer)
    {
        foreach ((string key, double low, double high, double usual) in (ReadOnlySpan<(string, double, double, double)>)
            [("momentum", -1, 0.985, 0.9), ("beta_1", -1, 0.985, 0.9), ("beta_2", 0.5, 0.99999, 0.999), ("rho", 0.5, 0.99999, 0.9), ("epsilon", 1e-11, 2e-3, 1e-7), ("decay", -1, LargeDecay, 0)])
        {
            if (optimizer[key] is { } node && node.GetValue<float>() is var value && (value <= low || value >= high)) return (key, value, usual);
        }
        return null;
    }
}
