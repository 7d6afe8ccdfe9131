using Glia.Losses;

namespace Glia.Experiments.Recorded;

/// <summary>The probabilities of classes behind a network's outputs, as the loss it was trained by reads them.</summary>
internal static class ClassProbabilities
{
    /// <summary>
    /// The probability of each class, from class 0; of one output p they are 1 - p and p. Logits go through softmax or sigmoid first.
    /// </summary>
    /// <param name="outputs">The outputs for one row.</param>
    /// <param name="loss">The loss; one that takes scores, such as hinge, has no probabilities. Null where none is known.</param>
    public static float[] Of(ReadOnlySpan<float> outputs, Loss? loss)
    {
        float[] answer = outputs.ToArray();
        bool logits = loss is { FromLogits: true }, sigmoid = loss?.ProbabilitiesBy == "sigmoid";
        // A loss of yes and no asks about each output by itself.
        if (logits && sigmoid) answer = Array.ConvertAll(answer, logit => 1 / (1 + MathF.Exp(-logit)));
        if (answer.Length == 1) return [1 - answer[0], answer[0]];
        if (!logits || sigmoid) return answer;
        float most = answer.Max();
        float[] powers = Array.ConvertAll(answer, logit => MathF.Exp(logit - most));
        float sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }
}
