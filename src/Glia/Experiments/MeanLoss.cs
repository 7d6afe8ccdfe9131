using Glia.Data;
using Glia.Losses;

namespace Glia.Experiments;

/// <summary>The yardstick for a network that predicts values: the loss of always saying the mean.</summary>
internal static class MeanLoss
{
    /// <summary>
    /// The loss a row on some data of predicting the mean of the training targets for every row; where there is an answer at each of
    /// several positions, the mean over these as well, as R² has it.
    /// </summary>
    /// <param name="loss">The loss.</param>
    /// <param name="network">Whose output the mean stands for.</param>
    /// <param name="training">Where the mean is taken.</param>
    /// <param name="judged">Where the loss is taken.</param>
    /// <param name="scaler">How the targets of both were scaled; the loss is that of their own units.</param>
    public static double Of(Loss loss, Network network, Dataset training, Dataset judged, TargetScaler? scaler = null)
    {
        int width = network.OutputShape.Size;
        var sums = new double[training.Targets.Width];
        for (int row = 0; row < training.Rows; row++)
            for (int i = 0; i < sums.Length; i++) sums[i] += training.Targets[row][i];
        Tensor mean = Tensor.Allocate(network.OutputShape, 1), target = Tensor.Allocate(network.OutputShape, 1);
        // A single target against several outputs is compared with each of them.
        int numbers = sums.Length == width ? network.OutputShape.Last : 1;
        var means = new double[numbers];
        for (int i = 0; i < sums.Length; i++) means[i % numbers] += sums[i] / training.Rows / (sums.Length / numbers);
        for (int i = 0; i < width; i++) mean.Values[i] = (float)means[i % numbers];
        scaler?.Undo(mean.Values, mean.Values);
        double total = 0;
        int[] one = [0];
        for (int row = 0; row < judged.Rows; row++)
        {
            one[0] = row;
            loss.Gather(judged.Targets, one, target);
            scaler?.Undo(target.Values, target.Values);
            total += loss.Compute(mean, target, default);
        }
        // An evaluation says the loss of a row, whatever a step adds up.
        return total / judged.Rows;
    }
}
