namespace Glia.Interop.Networks;

/// <summary>The slopes of a PReLU, written out for each number of a sample where a file shares them.</summary>
internal static class Slopes
{
    /// <summary>One slope for each number.</summary>
    /// <param name="alpha">The slopes; 1 in the dimensions along which they are shared.</param>
    /// <param name="shape">A sample.</param>
    /// <exception cref="GliaException">They do not fit a sample.</exception>
    public static ForeignTensor ForEach(ForeignTensor alpha, Shape shape)
    {
        int[] sizes = shape.ToArray();
        if (alpha.Shape.Count != sizes.Length || alpha.Shape.Where((size, axis) => size != 1 && size != sizes[axis]).Any())
            throw new GliaException($"{alpha} are no slopes of a sample of {shape}; save the model again.");
        return new ForeignTensor(alpha.Name, sizes, () =>
        {
            float[] given = alpha.Read(), all = new float[shape.Size];
            for (int place = 0; place < all.Length; place++)
            {
                int from = 0, rest = place, step = 1;
                for (int axis = sizes.Length - 1; axis >= 0; axis--)
                {
                    if (alpha.Shape[axis] > 1) from += rest % sizes[axis] * step;
                    rest /= sizes[axis];
                    step *= alpha.Shape[axis];
                }
                all[place] = given[from];
            }
            return all;
        });
    }
}
