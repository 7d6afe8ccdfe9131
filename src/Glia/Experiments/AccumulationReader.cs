using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Experiments;

/// <summary>
/// Reads Keras' <c>gradient_accumulation_steps</c>: a setting of the training here, and of the optimizer in Keras. It may stand in either
/// place; here it stays in the training.
/// </summary>
internal static class AccumulationReader
{
    private const string Key = "gradient_accumulation_steps";

    /// <summary>How many batches make one step of the optimizer.</summary>
    /// <param name="training">The training section.</param>
    /// <param name="optimizer">Its optimizer; loses the setting where it has it.</param>
    /// <exception cref="GliaException">It is no number from 1 on, or the two places contradict each other.</exception>
    public static int Read(Section training, JsonObject optimizer)
    {
        int steps = training.Integer(Key, 1, 1);
        if (optimizer[Key] is not { } inside) return steps;
        if (inside is not JsonValue value || !value.TryGetValue(out int there) || there < 1)
            throw training.Error("optimizer",
                $"training.optimizer.{Key} is {inside.ToJsonString()}; it must be a whole number of at least 1.");
        if (training.Node(Key) is not null && there != steps)
            throw training.Error(Key,
                $"{training.Path}.{Key} is {steps} and that inside training.optimizer is {there}; keep one of the two.");
        optimizer.Remove(Key);
        return there;
    }
}
