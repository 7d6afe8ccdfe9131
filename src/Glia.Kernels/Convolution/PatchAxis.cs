namespace Glia.Kernels;

/// <summary>
/// One axis of a convolution: which taps of the window see the image from each position, and which pixel the first of them sees.
/// Positions from which the same taps do are a class; their patches can be multiplied together, by the same rows of the weights.
/// </summary>
/// <remarks>
/// Along an axis the taps that see the image lie evenly, and so do the pixels they see. Forward all taps do that are not in the border.
/// Backward a position of the image is seen by every so many taps only, where the window moves by strides. So nothing has to be written
/// around the images or between their pixels, and no zero is multiplied.
/// </remarks>
internal readonly unsafe struct PatchAxis
{
    private readonly int* _begins, _firstTaps, _taps, _patches, _results;

    /// <summary>Sorts the positions of an axis into classes.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="pixelStep">From one pixel to the next in memory.</param>
    /// <param name="resultStep">From one position's results to the next.</param>
    /// <param name="memory">Receives the classes: <see cref="NumbersOf"/>.</param>
    internal PatchAxis(in Axis axis, int pixelStep, int resultStep, int* memory)
    {
        (Positions, TapStep, PixelStep) = (axis.Positions, axis.TapStep, axis.PixelStep * pixelStep);
        _begins = memory;
        _firstTaps = memory + Positions + 1;
        _taps = _firstTaps + Positions;
        _patches = _taps + Positions;
        _results = _patches + Positions;
        int* classes = _results + Positions, first = classes + Positions;
        int known = 0;
        for (int position = 0; position < Positions; position++)
        {
            (int tap, int taps, first[position]) = axis.Seen(position);
            // Neighbours, or those a stride apart, are mostly alike.
            int found = known - 1;
            while (found >= 0 && (_firstTaps[found] != tap || _taps[found] != taps)) found--;
            if (found < 0)
            {
                found = known++;
                (_firstTaps[found], _taps[found], _begins[found]) = (tap, taps, 0);
            }
            classes[position] = found;
            _begins[found]++;
        }
        Classes = known;
        _begins[known] = Positions;
        for (int i = known - 1; i >= 0; i--) _begins[i] = _begins[i + 1] - _begins[i];
        // The begins move on while positions are put in, and end where the next class begins.
        for (int position = 0; position < Positions; position++)
        {
            int at = _begins[classes[position]]++;
            (_patches[at], _results[at]) = (first[position] * pixelStep, position * resultStep);
        }
        for (int i = known; i > 0; i--) _begins[i] = _begins[i - 1];
        _begins[0] = 0;
        _begins[known] = Positions;
    }

    internal int Positions { get; }

    internal int Classes { get; }

    /// <summary>From one tap that sees the image to the next, taps being counted as they are packed.</summary>
    internal int TapStep { get; }

    /// <summary>From the pixel that one tap sees to that of the next, in memory.</summary>
    internal int PixelStep { get; }

    /// <summary>The numbers that the classes of an axis take.</summary>
    internal static int NumbersOf(in Axis axis) => (7 * axis.Positions) + 1;

    /// <summary>How many positions a class has.</summary>
    internal int Count(int number) => _begins[number + 1] - _begins[number];

    /// <summary>The first tap that sees the image from the positions of a class.</summary>
    internal int FirstTap(int number) => _firstTaps[number];

    /// <summary>How many taps see it.</summary>
    internal int Taps(int number) => _taps[number];

    /// <summary>For each position of a class, where the pixel lies that the first tap sees.</summary>
    internal int* Patches(int number) => _patches + _begins[number];

    /// <summary>For each position of a class, where its results lie.</summary>
    internal int* Results(int number) => _results + _begins[number];

    /// <summary>How a window moves along an axis.</summary>
    internal readonly struct Axis
    {
        private readonly int _pixels, _window, _stride, _dilation, _before;
        private readonly bool _backward;

        private Axis(int positions, int pixels, int window, int stride, int dilation, int before, bool backward)
        {
            (Positions, _pixels, _window, _stride, _dilation) = (positions, pixels, window, stride, dilation);
            (_before, _backward) = (before, backward);
            int common = CommonDivisor(stride, dilation);
            (TapStep, PixelStep) = backward ? (stride / common, dilation / common) : (1, dilation);
        }

        internal int Positions { get; }

        internal int TapStep { get; }

        internal int PixelStep { get; }

        /// <summary>From results to images: tap t of position i sees pixel i * stride + t * dilation - before.</summary>
        internal static Axis Forward(int positions, int pixels, int window, int stride, int dilation, int before) =>
            new(positions, pixels, window, stride, dilation, before, backward: false);

        /// <summary>
        /// From pixels back to results: tap t of pixel i sees result (i + before - t * dilation) / stride, where there is one. Taps are
        /// counted from the last, so that results follow in order.
        /// </summary>
        internal static Axis Backward(int positions, int pixels, int window, int stride, int dilation, int before) =>
            new(positions, pixels, window, stride, dilation, before, backward: true);

        /// <summary>The first tap that sees something from a position, how many do, and what the first sees; none is 0, 0, 0.</summary>
        internal (int Tap, int Taps, int Pixel) Seen(int position)
        {
            if (First(position) is not ({ } tap, { } pixel)) return default;
            if (pixel < 0)
            {
                int outside = (-pixel + PixelStep - 1) / PixelStep;
                (tap, pixel) = (tap + (outside * TapStep), pixel + (outside * PixelStep));
            }
            if (tap >= _window || pixel >= _pixels) return default;
            return (tap, Math.Min((_window - 1 - tap) / TapStep, (_pixels - 1 - pixel) / PixelStep) + 1, pixel);
        }

        private static int CommonDivisor(int a, int b) => b == 0 ? a : CommonDivisor(b, a % b);

        // The first tap that lies on a pixel, inside the image or before it.
        private (int Tap, int Pixel)? First(int position)
        {
            if (!_backward) return (0, (position * _stride) - _before);
            for (int tap = 0; tap < Math.Min(TapStep, _window); tap++)
            {
                (int pixel, int between) = Math.DivRem(position + _before - ((_window - 1 - tap) * _dilation), _stride);
                if (between == 0) return (tap, pixel);
            }
            return null;
        }
    }
}
