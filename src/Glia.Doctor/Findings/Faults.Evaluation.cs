namespace Glia.Doctor.Findings;

public static partial class Faults
{
    /// <summary>The evaluation reads activations left over from another sample, so its figure says nothing about the network.</summary>
    public static Fault StaleForwardPass { get; } = new("GLIA075", Family.Evaluation, "stale forward pass in evaluation",
        "The evaluation reads activations left over from another sample, so its figure says nothing about the network.",
        "In the evaluation run the whole forward pass on the row that is being judged, and take the argmax of that result.",
        Explains: "011 S01 S02 S09 S11 S13 S14 S27 S31");

    /// <summary>The accuracy is computed over the wrong axis or with the wrong threshold.</summary>
    public static Fault WrongMetric { get; } = new("GLIA076", Family.Evaluation, "wrong accuracy function",
        "The accuracy is computed over the wrong axis or with the wrong threshold.",
        "Argmax over the classes of each row, or a threshold of 0.5 on one probability.",
        Explains: "S01 S09 S11 S13 S14 S27 S31");

    /// <summary>A layer that behaves differently in training is in its training mode during evaluation.</summary>
    public static Fault TrainingModeInEvaluation { get; } = new("GLIA077", Family.Evaluation, "dropout or batch statistics active in evaluation",
        "A layer that behaves differently in training is in its training mode during evaluation.",
        "Switch dropout off and use running statistics when evaluating.",
        Explains: "S11 S25 S28 S31");

    /// <summary>The figure is measured on rows the network was trained on.</summary>
    public static Fault EvaluatedOnTrainingData { get; } = new("GLIA078", Family.Evaluation, "evaluated on training data",
        "The figure is measured on rows the network was trained on.",
        "Measure on rows that were never trained on.",
        Explains: "013 S11 S12");

    /// <summary>The evaluation uses weights other than those that were trained.</summary>
    public static Fault EvaluatedOtherModel { get; } = new("GLIA079", Family.Evaluation, "another model is evaluated",
        "The evaluation uses weights other than those that were trained.",
        "Evaluate the very instance that was trained.",
        Explains: "S09 S11 S13 S27 S31");

    /// <summary>The count of hits is divided by something other than the number of rows judged.</summary>
    public static Fault WrongDivisor { get; } = new("GLIA080", Family.Evaluation, "accuracy divided by the wrong number",
        "The count of hits is divided by something other than the number of rows judged.",
        "Divide the number of correct rows by the number of rows evaluated.",
        Explains: "S11 S13 S14 S31");

    /// <summary>Predictions are compared with the labels of other rows, or classes are numbered differently.</summary>
    public static Fault LabelsOutOfOrder { get; } = new("GLIA081", Family.Evaluation, "predictions and labels in different order",
        "Predictions are compared with the labels of other rows, or classes are numbered differently.",
        "Take input and label from the same row number and use one class numbering.",
        Explains: "S09 S11 S13 S27 S31");

    /// <summary>The weights change during the evaluation.</summary>
    public static Fault TrainsWhileEvaluating { get; } = new("GLIA082", Family.Evaluation, "the evaluation trains",
        "The weights change during the evaluation.",
        "No optimizer step in the evaluation.",
        Explains: "078 S11 S12 S31");
}
