using Glia.Data;
using static TorchSharp.torch;

namespace TorchBench;

/// <summary>Glia's digits as tensors: bytes and labels, gathered and scaled batch by batch as Glia does it.</summary>
internal sealed class TorchData
{
    private readonly Tensor pixels, labels;
    private readonly long[] shape;

    internal TorchData(Dataset digits, params long[] shape)
    {
        this.shape = shape;
        byte[] bytes = ((ByteFeatures)digits.Inputs).Values.ToArray();
        pixels = tensor(bytes, digits.Rows, bytes.Length / digits.Rows);
        long[] classes = new long[digits.Rows];
        // PyTorch takes as long whatever the labels are.
        for (int row = 0; row < classes.Length; row++)
            classes[row] = row % 10;
        labels = tensor(classes);
    }

    /// <summary>Pixels 0 to 1 and labels of as many rows, drawn at random.</summary>
    internal (Tensor X, Tensor Y) Batch(int rows)
    {
        Tensor drawn = randint(0, labels.shape[0], new[] { (long)rows }, dtype: int64);
        return (pixels.index_select(0, drawn).to(float32).mul_(1 / 255f).reshape([rows, .. shape]), labels.index_select(0, drawn));
    }
}
