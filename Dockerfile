# The chat on the CPU, for any machine that runs containers. Build and run:
#   docker build -t morelike .
#   docker run -p 7860:7860 -v /path/to/library:/library:ro -e MORELIKE_LIBRARY=/library morelike
# Without a library it serves the bundled demo.
FROM python:3.12-slim

ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    GRADIO_SERVER_NAME=0.0.0.0 \
    GRADIO_SERVER_PORT=7860 \
    GRADIO_ANALYTICS_ENABLED=False \
    HF_HOME=/home/morelike/hub

# PyTorch's own index of CPU builds: the one on PyPI brings gigabytes of CUDA along.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN pip install --index-url "$TORCH_INDEX" "torch>=2.8,<2.12" "torchvision>=0.23,<0.27"

WORKDIR /app
COPY requirements.txt README.md ./
# Gradio is named by the Space's front matter alone, so that no two places can disagree.
RUN pip install "gradio==$(sed -n 's/^sdk_version: *//p' README.md)" -r requirements.txt

COPY app.py pyproject.toml ./
COPY assets assets
COPY bot bot
COPY engine engine

RUN useradd --create-home --uid 1000 morelike && mkdir -p /library /home/morelike/hub \
    && chown morelike /library /home/morelike/hub
USER morelike
VOLUME /library
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:7860/gradio_api/startup-events', timeout=4)"]
CMD ["python", "app.py"]
