using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>
/// Layers that no step moves: GLIA071 where the optimizer does not have them, GLIA059 where no gradient comes down to them.
/// </summary>
internal sealed class TorchStillLayer(TorchRecord record, TorchNetwork network, IReadOnlyDictionary<int, string> still) : ILoopFault
{
    /// <summary>No gradient comes down.</summary>
    public const string Cut = "cut";

    /// <summary>It has <c>requires_grad=False</c>.</summary>
    public const string Frozen = "frozen";

    /// <summary>The optimizer does not have it.</summary>
    public const string NotRegistered = "not registered";

    public Finding? Judge(ExaminationResult? result) => null;

    public Finding? Rename(Finding finding)
    {
        if (finding.Fault != Faults.FrozenLayer) return null;
        TorchLayer layer = network.Layers.First(part => part.Main.Kernel is { } kernel && still.ContainsKey(kernel)).Main;
        string why = still[layer.Kernel!.Value], name = layer.Call.Module?.Called ?? layer.Call.Name;
        Statement? at = record.StatementAt(layer.Call.Place);
        Where where = finding.Where with { Source = finding.Where.Source ?? (at is null ? null : new Source(name, at.File, at.Line)) };
        return why switch
        {
            NotRegistered => finding with
            {
                Fault = Faults.ParameterNeverUpdated,
                Where = where,
                Change = null,
                Evidence = $"The optimizer does not have the weights of {name}: they get gradients and stay as they were drawn. " +
                    finding.Evidence,
                Prescription = "Give the optimizer the parameters of all layers; a list of layers has to be an nn.ModuleList.",
            },
            Cut => finding with
            {
                Fault = Faults.BlockedPath,
                Where = where,
                Change = null,
                Evidence = $"No gradient comes down to {name}: what it gives is detached on its way to the loss. {finding.Evidence}",
                Prescription = "Leave detach(), .data or no_grad() out between the layers.",
            },
            _ => finding with { Where = where },
        };
    }
}
