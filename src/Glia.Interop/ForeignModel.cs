using System.Text.Json.Nodes;
using Glia.Models;

namespace Glia.Interop;

/// <summary>A network out of another program's file.</summary>
/// <param name="Model">The network, with what the file says of its classes and its loss.</param>
/// <param name="Format">What the file is: <c>Keras 3.16.0 (.keras)</c>.</param>
/// <param name="Notes">What was assumed, left out or is to be known, a sentence each.</param>
public sealed record ForeignModel(Model Model, string Format, IReadOnlyList<string> Notes)
{
    /// <summary>
    /// How it was to be trained, as the part <c>training</c> of an experiment file says it (loss, optimizer, metrics); null where the file
    /// does not say.
    /// </summary>
    public JsonObject? Training { get; init; }
}
