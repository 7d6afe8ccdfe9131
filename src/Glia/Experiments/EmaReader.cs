using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Experiments;

/// <summary>
/// Reads Keras' <c>use_ema</c> and <c>ema_momentum</c>: settings of the training here, and of the optimizer in Keras. They may stand in
/// either place; here they stay in the training.
/// </summary>
internal static class EmaReader
{
    private const string Use = "use_ema", Momentum = "ema_momentum";

    /// <summary>The momentum of the averaged weights; null where there are none.</summary>
    /// <param name="training">The training section.</param>
    /// <param name="optimizer">Its optimizer; loses the two settings where it has them.</param>
    /// <exception cref="GliaException">A value is of the wrong kind, or the two places contradict each other.</exception>
    public static double? Read(Section training, JsonObject optimizer)
    {
        bool used = training.Flag(Use, false);
        double momentum = training.Number(Momentum, ExperimentTraining.UsualEmaMomentum, 0);
        if (momentum >= 1) throw training.Error(Momentum, $"{training.Path}.{Momentum} is {training.Node(Momentum)}; it must be below 1.");
        // Whatever is no switch is refused by the optimizer, in its own words.
        if (optimizer[Use] is not JsonValue inside || !inside.TryGetValue(out bool usedThere)) return used ? momentum : null;
        if (training.Node(Use) is not null && used != usedThere)
            throw training.Error(Use,
                $"{training.Path}.{Use} says the opposite of the {Use} inside training.optimizer; keep one of the two.");
        if (usedThere && training.Node(Momentum) is null && optimizer[Momentum] is JsonValue number)
            momentum = number.TryGetValue(out double there) && there is >= 0 and < 1
                ? there
                : throw training.Error("optimizer", $"training.optimizer.{Momentum} is {number}; it must be a number from 0 to below 1.");
        optimizer.Remove(Use);
        optimizer.Remove(Momentum);
        return usedThere ? momentum : null;
    }
}
