using Glia.Data;
using Glia.Losses;

namespace Glia.Training;

/// <summary>What a network gives and what it should give, in the targets' own units, where it is trained on scaled targets.</summary>
/// <param name="scaler">How the targets were scaled.</param>
/// <param name="output">What the network gives for one sample.</param>
/// <param name="rows">The most rows at a time.</param>
internal sealed class OwnUnits(TargetScaler scaler, Shape output, int rows)
{
    private readonly Tensor _outputs = Tensor.Allocate(output, rows), _targets = Tensor.Allocate(output, rows);

    /// <summary>The outputs of some rows and their targets, until the next call.</summary>
    public (Tensor Outputs, Tensor Targets) Of(in Tensor outputs, in Tensor targets)
    {
        Tensor ownOutputs = _outputs.Take(outputs.Rows), ownTargets = _targets.Take(targets.Rows);
        scaler.Undo(outputs.Values, ownOutputs.Values);
        scaler.Undo(targets.Values, ownTargets.Values);
        return (ownOutputs, ownTargets);
    }

    /// <summary>The loss of some rows in the targets' own units.</summary>
    public double Loss(Loss loss, in Tensor outputs, in Tensor targets, ReadOnlySpan<float> rowWeights, ReadOnlySpan<float> mask)
    {
        (Tensor ownOutputs, Tensor ownTargets) = Of(outputs, targets);
        return loss.Compute(ownOutputs, ownTargets, default, rowWeights, mask);
    }
}
