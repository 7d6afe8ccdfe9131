namespace Glia;

/// <summary>One step of running a network: a layer, or the activation that follows it.</summary>
/// <param name="Owner">The layer this step belongs to.</param>
/// <param name="Step">What runs.</param>
/// <param name="Inputs">The stages whose outputs it takes; <see cref="Wire.OfInput"/> for what goes into the network.</param>
/// <param name="Saved">Numbers kept from forward to backward, whatever the rows.</param>
/// <param name="SavedPerRow">Numbers kept from forward to backward for each row.</param>
/// <param name="Lane">The lane of its random numbers.</param>
internal sealed record Stage(Layer Owner, Layer Step, int[] Inputs, int Saved, int SavedPerRow, uint Lane);
