namespace Glia.Doctor.Traces;

/// <summary>How the owner's last activation was really computed.</summary>
internal enum OutputForm
{
    /// <summary>As it should be.</summary>
    Proper,

    /// <summary>A softmax whose columns, not rows, sum to one.</summary>
    OverBatch,

    /// <summary>A softmax whose whole array sums to one.</summary>
    OverEverything,

    /// <summary>A softmax of a softmax.</summary>
    Twice,

    /// <summary>No activation at all: the recorded outputs are logits.</summary>
    Logits,

    /// <summary>A relu between the last product and the softmax.</summary>
    AfterRelu,
}
